/**
 * Which location a URI belongs to.
 *
 * Source: nginx documentation, ngx_http_core_module, "location": an exact one wins; else the longest prefix is
 * remembered; unless it says `^~`, the first pattern that matches, in the order of the file, wins over it. "If a
 * location is defined by a prefix string that ends with the slash character, and requests are processed by proxy_pass",
 * a URI that lacks just that slash is redirected.
 */
import type { NginxLocation } from '../hop-settings.ts';
import { compilePattern, type Pattern } from '../regex/pattern.ts';
import type { NginxRequest } from './nginx-request.ts';
import { captured } from './rewrite-script.ts';

export type Found =
  | { readonly kind: 'location'; readonly index: number }
  | { readonly kind: 'addSlash'; readonly index: number }
  | { readonly kind: 'none' };

/** @throws RegexFault */
export function compileLocations(locations: readonly NginxLocation[]): (request: NginxRequest) => Found {
  const patterns = locations.map(({ modifier, match }) =>
    modifier === '~' || modifier === '~*'
      ? compilePattern(match, { server: 'nginx', ignoresCase: modifier === '~*' })
      : null,
  );
  return (request) => findLocation(locations, patterns, request);
}

function findLocation(
  locations: readonly NginxLocation[],
  patterns: readonly (Pattern | null)[],
  request: NginxRequest,
): Found {
  const { uri } = request;
  const exact = locations.findIndex(({ modifier, match }) => modifier === '=' && match === uri);
  if (exact >= 0) return { kind: 'location', index: exact };
  let best = -1;
  for (const [index, { modifier, match }] of locations.entries()) {
    if (!isPrefix(modifier)) continue;
    const isBare = match === `${uri}/` && locations[index]!.action.kind === 'proxyPass';
    if (isBare && !locations.some((other) => isPrefix(other.modifier) && other.match === uri)) {
      return { kind: 'addSlash', index };
    }
    if (uri.startsWith(match) && (best < 0 || match.length > locations[best]!.match.length)) best = index;
  }
  if (best < 0 || locations[best]!.modifier !== '^~') {
    for (const [index, pattern] of patterns.entries()) {
      if (pattern !== null && captured(pattern, uri, request)) return { kind: 'location', index };
    }
  }
  return best < 0 ? { kind: 'none' } : { kind: 'location', index: best };
}

function isPrefix(modifier: NginxLocation['modifier']): boolean {
  return modifier === '' || modifier === '^~';
}
