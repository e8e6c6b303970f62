/**
 * A request target in origin-form (RFC 9112 section 3.2.1): an absolute path and perhaps a query.
 *
 * A path that begins with two slashes is one too: only a URI without an authority may not have it (RFC 3986 section
 * 3.3), and the authority is in the Host header.
 */

export interface TargetParts {
  /** Up to the first `?`. */
  readonly path: string;
  /** After it; `null` where there is none, which is not the same as an empty one. */
  readonly query: string | null;
}

export function splitTarget(target: string): TargetParts {
  const mark = target.indexOf('?');
  return mark < 0 ? { path: target, query: null } : { path: target.slice(0, mark), query: target.slice(mark + 1) };
}

export function joinTarget({ path, query }: TargetParts): string {
  return query === null ? path : `${path}?${query}`;
}
