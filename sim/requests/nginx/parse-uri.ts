/**
 * What nginx makes of a request target before any rule runs: percent escapes decoded once, dot segments resolved (also
 * when they came encoded), slashes merged where it is told to.
 *
 * Source: nginx, src/http/ngx_http_parse.c, ngx_http_parse_complex_uri (the parts for Windows and for fragments are
 * left out; a request line without any of these forms comes out as it went in). The query is not touched.
 */

export interface NginxUri {
  /** Decoded: what locations and rewrites see as `$uri`. */
  readonly uri: string;
  /** As sent; empty where there is none. */
  readonly args: string;
  /** The path had a percent escape. */
  readonly isQuoted: boolean;
  /** The path had a plus sign. */
  readonly hasPlus: boolean;
}

type State = 'usual' | 'slash' | 'dot' | 'dotDot';

/** `null` where nginx answers 400: a broken escape, an encoded NUL, a path that climbs above the root. */
export function parseNginxUri(target: string, mergeSlashes: boolean): NginxUri | null {
  let state: State = 'usual';
  let uri = '';
  let hasPlus = false;
  let isQuoted = false;
  let at = 0;
  for (; at < target.length && target[at] !== '?'; at++) {
    let letter = target[at]!;
    if (letter === '%') {
      isQuoted = true;
      const decoded = /^%[0-9A-Fa-f]{2}/.test(target.slice(at, at + 3))
        ? Number.parseInt(target.slice(at + 1, at + 3), 16)
        : 0;
      if (decoded === 0) return null;
      letter = String.fromCharCode(decoded);
      at += 2;
      // These three are data and no delimiters once they were encoded; any other decoded byte goes
      // through the states as if sent so.
      if (letter === '%' || letter === '#' || letter === '?') {
        state = 'usual';
        uri += letter;
        continue;
      }
    }
    if (letter === '+') hasPlus = true;
    if (letter === '/') {
      if (state === 'slash' && mergeSlashes) continue;
      const climbed = afterSlash(uri, state);
      if (climbed === null) return null;
      uri = climbed;
      state = 'slash';
    } else {
      uri += letter;
      state = letter === '.' ? afterDot(state) : 'usual';
    }
  }
  if (state === 'dot') uri = uri.slice(0, -1);
  const whole = state === 'dotDot' ? parentOf(uri) : uri;
  return whole === null ? null : { uri: whole, args: target.slice(at + 1), isQuoted, hasPlus };
}

function afterSlash(uri: string, state: State): string | null {
  if (state === 'dot') return uri.slice(0, -1);
  return state === 'dotDot' ? parentOf(uri) : `${uri}/`;
}

function afterDot(state: State): State {
  if (state === 'slash') return 'dot';
  return state === 'dot' ? 'dotDot' : 'usual';
}

/** Of `/a/b/..` it is `/a/`; `null` above the root. */
function parentOf(uri: string): string | null {
  const slash = uri.length < 4 ? -1 : uri.lastIndexOf('/', uri.length - 4);
  return slash < 0 ? null : uri.slice(0, slash + 1);
}
