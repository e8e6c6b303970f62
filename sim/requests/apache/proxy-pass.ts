/**
 * Which ProxyPass line a path belongs to, and how much of the path it takes.
 *
 * Source: httpd 2.4, modules/proxy/mod_proxy.c, alias_match and ap_proxy_trans_match; documentation, mod_proxy,
 * "ProxyPass": the lines are tried in order, `!` leaves a path alone, `nocanon` forwards the raw path.
 */

/**
 * How many characters of `uri` the `alias` takes; 0 where it does not match. Any number of slashes
 * matches any number of slashes.
 */
export function aliasLength(uri: string, alias: string): number {
  let inUri = 0;
  let inAlias = 0;
  while (inAlias < alias.length && inUri < uri.length) {
    if (alias[inAlias] === '/') {
      if (uri[inUri] !== '/') return 0;
      while (alias[inAlias] === '/') inAlias++;
      while (uri[inUri] === '/') inUri++;
    } else if (uri[inUri++] !== alias[inAlias++]) return 0;
  }
  if (inAlias < alias.length) return 0;
  // A last component must be matched to its end.
  const isWhole = alias[inAlias - 1] === '/' || inUri >= uri.length || uri[inUri] === '/';
  return isWhole ? inUri : 0;
}
