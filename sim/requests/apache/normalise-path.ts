/**
 * What Apache makes of a path before any rule runs.
 *
 * Source: httpd 2.4, server/protocol.c (ap_parse_uri drops slashes that lead, whatever MergeSlashes says),
 * server/util.c (ap_normalize_path, ap_unescape_url_ex) and server/request.c (ap_process_request_internal), as since
 * 2.4.49; documentation: core, "MergeSlashes" and "AllowEncodedSlashes".
 */
import type { ApacheSettings } from '../hop-settings.ts';
import { escapeAt, isUnreserved } from '../percent-coding.ts';

export type NormalisedPath =
  | { readonly isRefused: false; readonly path: string }
  | { readonly isRefused: true; readonly status: number; readonly reason: string };

type Settings = Pick<ApacheSettings, 'mergeSlashes' | 'allowEncodedSlashes'>;

/** The path decoded, as rules and ProxyPass see it (`r->uri`). */
export function normalisePath(sent: string, { mergeSlashes, allowEncodedSlashes }: Settings): NormalisedPath {
  const withoutLeading = sent.replace(/^\/+/, '/');
  const segments = resolveSegments(withoutLeading, mergeSlashes, true);
  if (segments === null) return { isRefused: true, status: 400, reason: 'invalid URI path' };
  const decoded = decodePath(segments, allowEncodedSlashes);
  if (decoded === null) {
    return { isRefused: true, status: 404, reason: 'an encoded slash (AllowEncodedSlashes Off) or NUL in the path' };
  }
  // Decoded slashes may have made new // and /../; climbing above the root is forgiven in this pass.
  const path = allowEncodedSlashes === 'On' ? (resolveSegments(decoded, mergeSlashes, false) ?? decoded) : decoded;
  return { isRefused: false, path };
}

/**
 * ap_normalize_path: unreserved bytes decoded, `/./` and `/../` resolved, slashes merged. `null` for a
 * broken escape or above the root.
 */
function resolveSegments(path: string, mergeSlashes: boolean, decodesUnreserved: boolean): string | null {
  let out = '/';
  let at = 1;
  let isSound = true;
  while (at < path.length) {
    let letter = path[at]!;
    let width = 1;
    if (decodesUnreserved && letter === '%') {
      const byte = escapeAt(path, at);
      if (byte < 0) isSound = false;
      else if (isUnreserved(byte)) {
        letter = String.fromCharCode(byte);
        width = 3;
      }
    }
    if (out.endsWith('/')) {
      if (mergeSlashes && letter === '/') {
        at++;
        continue;
      }
      const dots = letter === '.' ? dotSegment(path, at + width, decodesUnreserved) : null;
      if (dots !== null) {
        at = dots.end;
        if (!dots.isParent) continue;
        if (out.length > 1) out = out.slice(0, out.lastIndexOf('/', out.length - 2) + 1);
        else isSound = isSound && !decodesUnreserved;
        continue;
      }
    }
    out += letter;
    at += width;
  }
  return isSound ? out : null;
}

/** After the first dot of a segment: whether the segment is `.` or `..`, and where the next one begins. */
function dotSegment(path: string, at: number, decodes: boolean): { isParent: boolean; end: number } | null {
  const endsAt = (end: number): boolean => end >= path.length || path[end] === '/';
  const next = (end: number): number => (end < path.length ? end + 1 : end);
  if (endsAt(at)) return { isParent: false, end: next(at) };
  const width = path[at] === '.' ? 1 : decodes && escapeAt(path, at) === 46 ? 3 : 0;
  return width > 0 && endsAt(at + width) ? { isParent: true, end: next(at + width) } : null;
}

/** ap_unescape_url_ex; `null` for what it answers with 404. */
function decodePath(path: string, allowEncodedSlashes: Settings['allowEncodedSlashes']): string | null {
  let out = '';
  for (let at = 0; at < path.length; at++) {
    const byte = escapeAt(path, at);
    if (byte < 0) {
      out += path[at];
      continue;
    }
    const isSlash = byte === 47;
    if (byte === 0 || (isSlash && allowEncodedSlashes === 'Off')) return null;
    const isKept = isUnreserved(byte) || (isSlash && allowEncodedSlashes === 'NoDecode');
    out += isKept ? path.slice(at, at + 3) : String.fromCharCode(byte);
    at += 2;
  }
  return out;
}
