/**
 * The named sets of bytes of PCRE, as they are without UTF and in the C locale (pcre2pattern, "Generic character types"
 * and "POSIX character classes"). JavaScript's `\s` holds more, so none of its own classes is used.
 */
import { addRange, type ByteSet, bytesOf, complement, noBytes } from './regex-node.ts';

function ranges(...pairs: readonly (readonly [number, number])[]): ByteSet {
  const set = noBytes();
  for (const [from, to] of pairs) addRange(set, from, to);
  return set;
}

const DIGITS = [48, 57] as const;
const UPPER = [65, 90] as const;
const LOWER = [97, 122] as const;

/** The set of an escape such as `\d`; `null` where the letter names none. */
export function escapedClass(letter: string): ByteSet | null {
  const isNegated = letter === letter.toUpperCase();
  const set = POSITIVE[letter.toLowerCase()]?.() ?? null;
  return set !== null && isNegated ? complement(set) : set;
}

const POSITIVE: Readonly<Record<string, () => ByteSet>> = {
  d: () => ranges(DIGITS),
  w: () => ranges(DIGITS, UPPER, LOWER, [95, 95]),
  // VT counts as space since Perl 5.18 and PCRE 8.34.
  s: () => ranges([9, 13], [32, 32]),
  h: () => bytesOf('\t \xa0'),
  v: () => bytesOf('\n\v\f\r\x85'),
};

/** The set of `[:name:]`; `null` where there is none of that name. */
export function posixClass(name: string): ByteSet | null {
  return POSIX[name]?.() ?? null;
}

const POSIX: Readonly<Record<string, () => ByteSet>> = {
  alnum: () => ranges(DIGITS, UPPER, LOWER),
  alpha: () => ranges(UPPER, LOWER),
  ascii: () => ranges([0, 127]),
  blank: () => bytesOf('\t '),
  cntrl: () => ranges([0, 31], [127, 127]),
  digit: () => ranges(DIGITS),
  graph: () => ranges([33, 126]),
  lower: () => ranges(LOWER),
  print: () => ranges([32, 126]),
  punct: () => ranges([33, 47], [58, 64], [91, 96], [123, 126]),
  space: () => ranges([9, 13], [32, 32]),
  upper: () => ranges(UPPER),
  word: () => ranges(DIGITS, UPPER, LOWER, [95, 95]),
  xdigit: () => ranges(DIGITS, [65, 70], [97, 102]),
};
