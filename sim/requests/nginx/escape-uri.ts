/**
 * The bytes that nginx escapes when it writes a path or an argument, and what it unescapes in a redirect.
 *
 * Source: nginx, src/core/ngx_string.c, ngx_escape_uri and ngx_unescape_uri, as since 1.21.1, which added
 * `" < > \ ^ ` { | }` (CHANGES).
 */
import { escapeAt, escapeBytes } from '../percent-coding.ts';

const NEVER_BARE = '"<>\\^`{|}';

/**
 * NGX_ESCAPE_URI: a decoded path on its way to the next server. `%3F` was decoded to `?` and is escaped
 * again; `%26` comes out as `&`.
 */
export function escapeUri(text: string): string {
  return escapeBytes(text, (byte, letter) => isControl(byte) || ' #%?'.includes(letter) || NEVER_BARE.includes(letter));
}

/** NGX_ESCAPE_ARGS: a capture that is put into arguments. */
export function escapeArgs(text: string): string {
  return escapeBytes(
    text,
    (byte, letter) => isControl(byte) || ' #%&+;?'.includes(letter) || NEVER_BARE.includes(letter),
  );
}

/** NGX_UNESCAPE_REDIRECT: escapes of printable bytes above `%`, up to the first `?`. */
export function unescapeRedirect(text: string): string {
  let out = '';
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '?') return out + text.slice(at);
    const byte = escapeAt(text, at);
    if (byte > 37 && byte < 127) {
      out += String.fromCharCode(byte);
      at += 2;
      if (byte === 63) return out + text.slice(at + 1);
    } else out += text[at];
  }
  return out;
}

function isControl(byte: number): boolean {
  return byte < 32 || byte >= 127;
}
