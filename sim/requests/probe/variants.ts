/**
 * Hostile variants of a good request target: the forms that servers are known to read differently.
 *
 * What is varied and why: edge.md's measured forms; RFC 3986 sections 2.4, 3.3 and 6.2.2; OWASP Testing Guide, "path
 * normalisation". Each is derived from the target alone, so the same mix always gives the same probes.
 */
import { joinTarget, splitTarget, type TargetParts } from '../target.ts';

export interface Variant {
  readonly name: string;
  readonly target: string;
}

/** Without those that come out as the target itself or as another variant. */
export function variantsOf(target: string): Variant[] {
  const parts = splitTarget(target);
  const all = [...slashes(parts), ...dots(parts), ...encodings(parts), ...marks(parts), ...queries(parts)];
  const seen = new Set([target]);
  return all.filter((variant) => {
    if (seen.has(variant.target)) return false;
    seen.add(variant.target);
    return true;
  });
}

function withPath(name: string, path: string, { query }: TargetParts): Variant {
  return { name, target: joinTarget({ path, query }) };
}

/** Indexes of the slashes of a path. */
function slashesOf(path: string): number[] {
  return [...path.matchAll(/\//g)].map(({ index }) => index);
}

function inserted(path: string, at: number, text: string): string {
  return path.slice(0, at) + text + path.slice(at);
}

function slashes(parts: TargetParts): Variant[] {
  const { path } = parts;
  const places = slashesOf(path);
  const doubled = places.map((at) =>
    withPath(at === 0 ? 'leading-double-slash' : `double-slash-at-${at}`, inserted(path, at, '/'), parts),
  );
  const encoded = places
    .slice(1)
    .map((at) => withPath(`encoded-slash-at-${at}`, `${path.slice(0, at)}%2F${path.slice(at + 1)}`, parts));
  return [
    ...doubled,
    withPath('leading-triple-slash', `//${path}`, parts),
    withPath('all-slashes-doubled', path.replaceAll('/', '//'), parts),
    withPath('trailing-slash', `${path}/`, parts),
    withPath('trailing-double-slash', `${path}//`, parts),
    withPath('host-in-path', `//host.example${path}`, parts),
    ...encoded,
    withPath('all-slashes-encoded', path[0]! + path.slice(1).replaceAll('/', '%2f'), parts),
    withPath('leading-encoded-slash', `/%2F${path.slice(1)}`, parts),
    withPath(
      'encoded-backslash',
      path.replace(/.\//, (found) => `${found[0]}%5C`),
      parts,
    ),
    withPath('slash-encoded-twice', path.replace(/(?<=.)\//, '%252F'), parts),
    withPath('overlong-slash', path.replace(/(?<=.)\//, '%C0%AF'), parts),
  ];
}

function dots(parts: TargetParts): Variant[] {
  const { path } = parts;
  const second = slashesOf(path)[1] ?? 0;
  const at = (name: string, text: string): Variant => withPath(name, inserted(path, second, text), parts);
  return [
    at('dot-segment', '/.'),
    at('dot-dot-segment', '/x/..'),
    at('encoded-dot-segment', '/%2e'),
    at('encoded-dot-dot-segment', '/x/%2e%2e'),
    at('half-encoded-dot-dot-segment', '/x/.%2E'),
    at('dot-dot-with-encoded-slash', '/x/..%2F..'),
    withPath('above-the-root', `/..${path}`, parts),
    withPath('trailing-dot-segment', `${path}/.`, parts),
    withPath('path-parameter', `${path};v=1`, parts),
  ];
}

function encodings(parts: TargetParts): Variant[] {
  const { path } = parts;
  const letter = /[A-Za-z]/.exec(path);
  const code = letter === null ? '' : letter[0].charCodeAt(0).toString(16);
  const replaced = (text: string): string =>
    letter === null ? path : path.slice(0, letter.index) + text + path.slice(letter.index + 1);
  return [
    withPath('encoded-letter', replaced(`%${code}`), parts),
    withPath('letter-encoded-twice', replaced(`%25${code}`), parts),
    withPath(
      'other-case',
      path.replace(/[A-Za-z]+/, (word) => word.toUpperCase()),
      parts,
    ),
    withPath('encoded-nul', `${path}%00`, parts),
    withPath('encoded-blank', `${path}%20`, parts),
    withPath('encoded-line-break', `${path}%0A`, parts),
    withPath('plus', `${path}+`, parts),
    withPath('broken-escape', `${path}%zz`, parts),
    withPath('high-byte', `${path}%FF`, parts),
    withPath('encoded-hash', `${path}%23x`, parts),
  ];
}

/** Question marks that are encoded, with the target's own query or one made up. */
function marks({ path, query }: TargetParts): Variant[] {
  const own = query === null || query === '' ? 'probe=1' : query;
  const at = (name: string, target: string): Variant => ({ name, target });
  return [
    at('encoded-question-mark', `${path}%3F${own}`),
    at('encoded-question-mark-lower-case', `${path}%3f${own}`),
    at('encoded-question-mark-and-a-query', `${path}%3F${own}?second=2`),
    at('encoded-question-mark-and-ampersand', `${path}%3F${own}%26second=2`),
    at('encoded-question-mark-and-blank', `${path}%3F${own}%20x`),
    at('encoded-question-mark-and-percent', `${path}%3F${own}%25x`),
    at('encoded-question-mark-at-the-end', `${path}%3F`),
    at('question-mark-encoded-twice', `${path}%253F${own}`),
    at('leading-double-slash-and-encoded-question-mark', `/${path}%3F${own}`),
  ];
}

function queries({ path, query }: TargetParts): Variant[] {
  const own = query === null || query === '' ? 'probe=1' : query;
  const at = (name: string, text: string): Variant => ({ name, target: `${path}?${text}` });
  return [
    at('empty-query', ''),
    at('second-question-mark', `${own}?second=2`),
    at('encoded-ampersand', `${own}%26second=2`),
    at('encoded-equals', own.replace('=', '%3D')),
    at('plus-in-query', `${own}+x`),
    at('encoded-blank-in-query', `${own}%20x`),
    at('slashes-in-query', `${own}//x`),
    at('encoded-slash-in-query', `${own}%2Fx`),
    at('empty-parameter', `&${own}&`),
  ];
}
