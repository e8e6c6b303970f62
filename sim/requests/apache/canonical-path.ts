/**
 * How mod_proxy writes a decoded path for the next server.
 *
 * Source: httpd 2.4, modules/proxy/proxy_util.c, ap_proxy_canonenc_ex with enc_path, for a reverse proxy: `?` is
 * escaped again, `&` and the like are not, and with AllowEncodedSlashes NoDecode an escaped slash stays as it is.
 * modules/proxy/mod_proxy_http.c, proxy_http_canon.
 */
import { escapeAt, escaped, isAlphanumeric } from '../percent-coding.ts';

const ALLOWED = "~$-_.+!*'(),;:@&=/";

/** `null` where mod_proxy answers 400: with `keepsEncodedSlashes`, a `%` that begins no escape. */
export function canonicalPath(path: string, keepsEncodedSlashes: boolean): string | null {
  let out = '';
  for (let at = 0; at < path.length; at++) {
    if (keepsEncodedSlashes && path[at] === '%') {
      const byte = escapeAt(path, at);
      if (byte < 0) return null;
      if (byte === 47) {
        out += path.slice(at, at + 3);
        at += 2;
        continue;
      }
    }
    const byte = path.charCodeAt(at);
    out += isAlphanumeric(byte) || ALLOWED.includes(path[at]!) ? path[at] : escaped(byte);
  }
  return out;
}
