/**
 * A request as nginx holds it while rules run over it. Mutable: the rules are written as changes of it.
 *
 * The fields and their meaning are those of ngx_http_request_t.
 */
import type { HopStep, RequestForm } from '../hop.ts';
import type { NginxUri } from './parse-uri.ts';

export interface NginxRequest {
  readonly method: string;
  /** As sent. */
  readonly requestUri: string;
  uri: string;
  args: string;
  readonly isQuoted: boolean;
  readonly hasPlus: boolean;
  /** A rule changed the URI or the arguments: what was sent is forwarded no more. */
  isChanged: boolean;
  /** A rewrite changed the URI: it is escaped when it is forwarded. */
  isRewritten: boolean;
  /** The URI of the location still stands for the part that it matched; false after `rewrite … break`. */
  isLocationValid: boolean;
  /** Look for a location again. */
  mustFindLocation: boolean;
  /** Of the last pattern that was tried; empty when it did not match. */
  captures: readonly string[];
  readonly variables: Map<string, string>;
}

export function nginxRequest(
  { method, target }: RequestForm,
  { uri, args, isQuoted, hasPlus }: NginxUri,
): NginxRequest {
  return {
    method,
    requestUri: target,
    uri,
    args,
    isQuoted,
    hasPlus,
    isChanged: false,
    isRewritten: false,
    isLocationValid: true,
    mustFindLocation: false,
    captures: [],
    variables: new Map(),
  };
}

/** The request after something was done to it. */
export function stepOf(did: string, { uri, args }: NginxRequest): HopStep {
  return { did, path: uri, query: args === '' ? null : args };
}

/** Built-in variables by name, without `$`. What is not in a request target stands for itself. */
export const BUILT_IN_VARIABLES: Readonly<Record<string, (request: NginxRequest) => string>> = {
  uri: ({ uri }) => uri,
  document_uri: ({ uri }) => uri,
  request_uri: ({ requestUri }) => requestUri,
  args: ({ args }) => args,
  query_string: ({ args }) => args,
  is_args: ({ args }) => (args === '' ? '' : '?'),
  request_method: ({ method }) => method,
  scheme: () => 'http',
  host: () => '$host',
  http_host: () => '$http_host',
  server_name: () => '$server_name',
};

/** `$arg_limit`: the parameter as it was sent, its name without regard to case. */
const ARGUMENT_PREFIX = 'arg_';

export function isKnownVariable(name: string): boolean {
  return Object.hasOwn(BUILT_IN_VARIABLES, name) || name.startsWith(ARGUMENT_PREFIX);
}

/** A variable that nothing has set is empty. */
export function variableValue(name: string, request: NginxRequest): string {
  if (Object.hasOwn(BUILT_IN_VARIABLES, name)) return BUILT_IN_VARIABLES[name]!(request);
  if (!name.startsWith(ARGUMENT_PREFIX)) return request.variables.get(name) ?? '';
  const wanted = name.slice(ARGUMENT_PREFIX.length).toLowerCase();
  const parts = request.args.split('&').map((part) => part.split('='));
  const found = parts.find(([key, ...value]) => value.length > 0 && key!.toLowerCase() === wanted);
  return found === undefined ? '' : found.slice(1).join('=');
}
