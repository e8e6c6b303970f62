/**
 * Percent-encoding of request targets (RFC 3986 section 2.1), and the sets of bytes that servers escape.
 *
 * Texts are texts of bytes: every character is one byte, 0 to 255, as a server holds them. Nothing here knows UTF-8.
 */

/** Value of the percent escape at `at`; -1 where there is none. */
export function escapeAt(text: string, at: number): number {
  if (text[at] !== '%') return -1;
  const [high, low] = [hexValue(text.charCodeAt(at + 1)), hexValue(text.charCodeAt(at + 2))];
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/** NaN, past the end, is no digit. */
function hexValue(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const lower = code | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}

/** `%3F`. */
export function escaped(byte: number): string {
  return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}

/** Every byte that `mustEscape` names as an escape, the others as they are. */
export function escapeBytes(text: string, mustEscape: (byte: number, letter: string) => boolean): string {
  let out = '';
  for (let at = 0; at < text.length; at++) {
    const byte = text.charCodeAt(at);
    out += mustEscape(byte, text[at]!) ? escaped(byte) : text[at];
  }
  return out;
}

/** Escapes decoded where they are well formed; other `%` stay. */
export function decodeEscapes(text: string): string {
  return text.replace(/%[0-9A-Fa-f]{2}/g, (found) => String.fromCharCode(escapeAt(found, 0)));
}

/** RFC 3986 section 2.3: escaped or not, they mean the same. */
export function isUnreserved(byte: number): boolean {
  return isAlphanumeric(byte) || byte === 45 || byte === 46 || byte === 95 || byte === 126;
}

export function isAlphanumeric(byte: number): boolean {
  const lower = byte | 32;
  return (byte >= 48 && byte <= 57) || (lower >= 97 && lower <= 122 && byte < 128);
}

/** Blanks, control characters and DEL end or break a request line (RFC 9112 section 3). */
export function breaksRequestLine(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const byte = text.charCodeAt(at);
    if (byte <= 32 || byte === 127) return true;
  }
  return false;
}

/** Control characters other than a tab have no place in a field value (RFC 9110 section 5.5). */
export function breaksHeader(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const byte = text.charCodeAt(at);
    if ((byte < 32 && byte !== 9) || byte === 127) return true;
  }
  return false;
}
