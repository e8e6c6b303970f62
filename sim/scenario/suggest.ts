/**
 * "Did you mean": the known name nearest to an unknown one by edit distance, where it is near enough to be a slip.
 */
import { distance } from 'fastest-levenshtein';

/** The nearest candidate within a third of the word's length (at least 2 edits, or a difference of case only); the first of equals; else `null`. */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  const wanted = word.toLowerCase();
  const limit = Math.max(2, Math.floor(word.length / 3));
  let best: string | null = null;
  let bestEdits = limit + 1;
  for (const candidate of candidates) {
    const edits = distance(wanted, candidate.toLowerCase());
    if (edits < bestEdits && edits < Math.max(candidate.length, 1)) {
      best = candidate;
      bestEdits = edits;
    }
  }
  return best;
}

/** `a, b or c`. */
export function listWords(words: readonly string[], conjunction: 'or' | 'and' = 'or'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${conjunction} ${words.at(-1)}`;
}
