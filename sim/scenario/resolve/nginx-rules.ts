/** Directives and locations of an nginx hop: patterns, variables, and what nginx itself refuses to start with. */
import {
  NEXT_HOP,
  NGINX_REWRITE_FLAGS,
  type NginxDirective,
  type NginxLocation,
  type NginxReturn,
  type NginxRewriteFlag,
  type NginxSettings,
  type NginxSimpleDirective,
} from '../../requests/hop-settings.ts';
import type { PcreOptions } from '../../requests/regex/parse-pcre.ts';
import type { Reporter } from '../document/reporter.ts';
import type { DirectiveInput, HopInput, LocationInput, SimpleDirectiveInput } from '../schema/chains.ts';
import { nearest } from '../suggest.ts';
import { checkVariables, checkVariableToSet } from './nginx-variables.ts';
import { checkPattern } from './rule-pattern.ts';

/** `null` after a fault, which is reported. */
export function resolveNginx(
  input: Pick<HopInput, 'rewrites' | 'locations'>,
  base: NginxSettings,
  path: readonly string[],
  reporter: Reporter,
): Pick<NginxSettings, 'rewrites' | 'locations'> | null {
  const rewrites = resolveDirectives(input.rewrites ?? [], [...path, 'rewrites'], reporter);
  const locations =
    input.locations === undefined
      ? base.locations
      : resolveLocations(input.locations, [...path, 'locations'], reporter);
  if (rewrites === null || locations === null) return null;
  const areKnown = checkVariables({ rewrites, locations }, path, reporter);
  return areKnown ? { rewrites, locations } : null;
}

function resolveDirectives(
  inputs: readonly DirectiveInput[],
  path: readonly string[],
  reporter: Reporter,
): NginxDirective[] | null {
  const directives = inputs.map((input, index) => resolveDirective(input, [...path, String(index)], reporter));
  return directives.includes(null) ? null : (directives as NginxDirective[]);
}

function resolveDirective(input: DirectiveInput, path: readonly string[], reporter: Reporter): NginxDirective | null {
  const { if: variable, op, value, do: directives } = input;
  if (variable === undefined) {
    const stray = (['op', 'value', 'do'] as const).find((key) => input[key] !== undefined);
    if (stray === undefined) return resolveSimple(input, path, reporter);
    return refused(reporter, [...path, stray], `"${stray}" needs "if"`, 'key');
  }
  if (!checkVariableName(variable, [...path, 'if'], reporter)) return null;
  if ((op === undefined) !== (value === undefined)) {
    return refused(reporter, path, 'a comparison needs "op" and "value"; without both it asks for neither empty nor 0');
  }
  if (op?.includes('~') && checkPattern(value!, nginxRegex(op.endsWith('*')), [...path, 'value'], reporter) === null)
    return null;
  if (directives === undefined) return refused(reporter, path, '"if" needs "do"');
  const inner = directives.map((directive, index) =>
    resolveSimple(directive, [...path, 'do', String(index)], reporter),
  );
  if (inner.includes(null)) return null;
  return { kind: 'if', variable, operator: op ?? null, value: value ?? '', inner: inner as NginxSimpleDirective[] };
}

function refused(reporter: Reporter, path: readonly string[], message: string, spot: 'key' | 'value' = 'value'): null {
  reporter.error(path, message, null, spot);
  return null;
}

function resolveSimple(
  input: SimpleDirectiveInput,
  path: readonly string[],
  reporter: Reporter,
): NginxSimpleDirective | null {
  if (input.when !== undefined) return refused(reporter, [...path, 'when'], '"when" is for Apache', 'key');
  const fields: readonly (keyof SimpleDirectiveInput)[] = ['replace', 'flags', 'to'];
  const owner = input.match !== undefined ? ['replace', 'flags'] : input.set !== undefined ? ['to'] : [];
  const stray = fields.find((key) => input[key] !== undefined && !owner.includes(key));
  if (stray !== undefined)
    return refused(reporter, [...path, stray], `"${stray}" has nothing to belong to here`, 'key');
  if (input.return !== undefined) return returnOf(input.return);
  if (input.break !== undefined) return { kind: 'break' };
  if (input.set !== undefined) {
    if (input.to === undefined) return refused(reporter, path, '"set" needs "to"');
    if (!checkVariableName(input.set, [...path, 'set'], reporter)) return null;
    if (!checkVariableToSet(input.set, [...path, 'set'], reporter)) return null;
    return { kind: 'set', variable: input.set, value: input.to };
  }
  if (input.replace === undefined) return refused(reporter, path, '"match" needs "replace"');
  const isSound = checkPattern(input.match!, nginxRegex(false), [...path, 'match'], reporter) !== null;
  const flag = resolveFlag(input.flags ?? [], [...path, 'flags'], reporter);
  return isSound && flag !== undefined ? { kind: 'rewrite', match: input.match!, replace: input.replace, flag } : null;
}

/** `undefined` after a fault. */
function resolveFlag(
  flags: readonly string[],
  path: readonly string[],
  reporter: Reporter,
): NginxRewriteFlag | null | undefined {
  const known: readonly string[] = NGINX_REWRITE_FLAGS;
  const [flag, second] = flags;
  if (second !== undefined) reporter.error([...path, '1'], 'nginx takes one flag');
  else if (flag === undefined) return null;
  else if (known.includes(flag)) return flag as NginxRewriteFlag;
  else reporter.error([...path, '0'], `unknown flag "${flag}"; there are ${known.join(', ')}`, nearest(flag, known));
  return undefined;
}

function checkVariableName(variable: string, path: readonly string[], reporter: Reporter): boolean {
  if (/^\$[A-Za-z_]\w*$/.test(variable)) return true;
  reporter.error(path, `expected a variable such as $request_uri; got "${variable}"`);
  return false;
}

function nginxRegex(ignoresCase: boolean): PcreOptions {
  return { server: 'nginx', ignoresCase };
}

function returnOf(given: number | string): NginxReturn {
  if (typeof given === 'number') return { kind: 'return', status: given, text: null };
  const text = given.slice(4);
  return { kind: 'return', status: Number(given.slice(0, 3)), text: text === '' ? null : text };
}

function resolveLocations(
  inputs: readonly LocationInput[],
  path: readonly string[],
  reporter: Reporter,
): NginxLocation[] | null {
  const seen = new Set<string>();
  const locations = inputs.map((input, index) => {
    const at = [...path, String(index)];
    if (seen.has(input.location))
      return refused(reporter, [...at, 'location'], `a second location "${input.location}"`);
    seen.add(input.location);
    return resolveLocation(input, at, reporter);
  });
  return locations.includes(null) ? null : (locations as NginxLocation[]);
}

function resolveLocation(input: LocationInput, path: readonly string[], reporter: Reporter): NginxLocation | null {
  const sign = /^(=|\^~|~\*?) /.exec(input.location)?.[1] ?? '';
  const match = sign === '' ? input.location : input.location.slice(sign.length + 1);
  const modifier = sign as NginxLocation['modifier'];
  const isPattern = sign === '~' || sign === '~*';
  const isSound =
    !isPattern ||
    checkPattern(match, nginxRegex(sign === '~*'), [...path, 'location'], reporter, sign.length + 1) !== null;
  const rewrites = resolveDirectives(input.rewrites ?? [], [...path, 'rewrites'], reporter);
  const { proxyPass, return: answer } = input;
  if (proxyPass !== undefined && answer !== undefined) {
    return refused(reporter, [...path, 'return'], 'a location proxies or returns, not both', 'key');
  }
  const uri = proxyPass === undefined || proxyPass === NEXT_HOP ? null : proxyPass.slice(NEXT_HOP.length);
  if (uri !== null && isPattern) {
    return refused(
      reporter,
      [...path, 'proxyPass'],
      '"proxyPass" cannot have a path in a location given by a pattern (nginx refuses to start)',
    );
  }
  if (!isSound || rewrites === null) return null;
  if (answer !== undefined) return { modifier, match, rewrites, action: returnOf(answer) };
  return {
    modifier,
    match,
    rewrites,
    action: proxyPass === undefined ? { kind: 'files' } : { kind: 'proxyPass', uri },
  };
}
