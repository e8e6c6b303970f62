/**
 * "Did you mean": the known name nearest to an unknown one by edit distance, where it is near enough to be a slip.
 */
import { distance } from 'fastest-levenshtein';

/**
 * The nearest candidate that is near enough, the first of equals; else one that the word is
 * the beginning of; else `null`.
 */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  const wanted = word.toLowerCase();
  const known = [...candidates];
  let best: string | null = null;
  let bestEdits = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const edits = distance(wanted, candidate.toLowerCase());
    if (edits < bestEdits && edits <= editsAllowed(wanted, candidate.toLowerCase())) {
      best = candidate;
      bestEdits = edits;
    }
  }
  if (best !== null || word.length < 3) return best;
  return known.find((candidate) => candidate.toLowerCase().startsWith(wanted)) ?? null;
}

/**
 * A third of the word and at least 2, of a word of up to four letters 1; two letters
 * exchanged count as near at any length.
 */
function editsAllowed(word: string, candidate: string): number {
  const isExchange = word.length > 2 && [...word].sort(byUnit).join('') === [...candidate].sort(byUnit).join('');
  if (isExchange) return 2;
  return word.length <= 4 ? 1 : Math.max(2, Math.floor(word.length / 3));
}

function byUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** `a, b or c`. */
export function listWords(words: readonly string[], conjunction: 'or' | 'and' = 'or'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${conjunction} ${words.at(-1)}`;
}
