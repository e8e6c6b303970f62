/**
 * A regular expression as a tree, in terms of bytes: what the parser of the PCRE dialect gives, the
 * printer and the safety check read.
 */

/** 256 flags: which bytes. */
export type ByteSet = Uint8Array;

export type RegexNode =
  | { readonly kind: 'bytes'; readonly set: ByteSet }
  | { readonly kind: 'sequence'; readonly items: readonly RegexNode[] }
  | { readonly kind: 'choice'; readonly items: readonly RegexNode[] }
  /** `capture` counts from 1; `null` for a group that captures nothing. */
  | { readonly kind: 'group'; readonly capture: number | null; readonly body: RegexNode }
  | { readonly kind: 'look'; readonly isBehind: boolean; readonly isNegated: boolean; readonly body: RegexNode }
  /** `most`: `Infinity` where there is no bound. */
  | {
      readonly kind: 'repeat';
      readonly body: RegexNode;
      readonly least: number;
      readonly most: number;
      readonly isLazy: boolean;
    }
  | { readonly kind: 'place'; readonly place: Place }
  | { readonly kind: 'backreference'; readonly capture: number };

/** `endOrLastLine`: the end, or before a line feed that ends the text, as `$` means in PCRE. */
export type Place = 'start' | 'end' | 'endOrLastLine' | 'wordEdge' | 'noWordEdge';

export function noBytes(): ByteSet {
  return new Uint8Array(256);
}

export function bytesOf(text: string): ByteSet {
  const set = noBytes();
  for (let at = 0; at < text.length; at++) set[text.charCodeAt(at)] = 1;
  return set;
}

export function addRange(set: ByteSet, from: number, to: number): void {
  for (let byte = from; byte <= to; byte++) set[byte] = 1;
}

export function addAll(set: ByteSet, other: ByteSet): void {
  for (let byte = 0; byte < 256; byte++) if (other[byte] === 1) set[byte] = 1;
}

export function complement(set: ByteSet): ByteSet {
  return set.map((flag) => 1 - flag);
}

export function meets(a: ByteSet, b: ByteSet): boolean {
  return a.some((flag, byte) => flag === 1 && b[byte] === 1);
}

/** The set with both cases of every ASCII letter in it: what PCRE does without UTF, in the C locale. */
export function bothCases(set: ByteSet): ByteSet {
  const folded = set.slice();
  for (let upper = 65; upper <= 90; upper++) {
    if (set[upper] === 1 || set[upper + 32] === 1) {
      folded[upper] = 1;
      folded[upper + 32] = 1;
    }
  }
  return folded;
}
