/**
 * What differs between two answers to one request: what the client sees, and what the backend understood.
 *
 * A difference in meaning behind one status is the dangerous kind: no test of status codes finds it.
 */
import type { ChainAnswer } from '../chain.ts';
import { queryPairs } from '../query-pairs.ts';
import { splitTarget } from '../target.ts';

/**
 * `status`: the client gets another status. `meaning`: the same status, but the backend served another path or other
 * parameters, or a redirect leads elsewhere. `refusal`: both refuse with one status, in another place or form:
 * nobody is served anything else.
 */
export type DifferenceKind = 'none' | 'status' | 'meaning' | 'refusal';

export interface Difference {
  readonly kind: DifferenceKind;
  /** In words: `200 became 404`; empty for none. */
  readonly what: string;
}

const NONE: Difference = { kind: 'none', what: '' };

export function differenceOf(reference: ChainAnswer, other: ChainAnswer): Difference {
  if (reference.status !== other.status) return { kind: 'status', what: `${reference.status} became ${other.status}` };
  if (reference.location !== other.location) {
    return { kind: 'meaning', what: `redirected to ${other.location} and not to ${reference.location}` };
  }
  const meaning = otherMeaning(reference, other);
  if (other.status < 400) return meaning === null ? NONE : { kind: 'meaning', what: meaning };
  if (reference.answeredBy === other.answeredBy && meaning === null) return NONE;
  const what = meaning ?? `refused by ${other.answeredBy} and not by ${reference.answeredBy}`;
  return { kind: 'refusal', what };
}

/** Whether a client or a backend is served something else. */
export function matters(kind: DifferenceKind): boolean {
  return kind === 'status' || kind === 'meaning';
}

function otherMeaning({ backendSaw: before }: ChainAnswer, { backendSaw: after }: ChainAnswer): string | null {
  if (before === null || after === null) {
    if (before === after) return null;
    return after === null ? 'the backend does not get it' : 'the backend gets it';
  }
  const [was, is] = [splitTarget(before), splitTarget(after)];
  if (was.path !== is.path) return `the backend sees the path ${is.path} and not ${was.path}`;
  const [wasPairs, isPairs] = [queryPairs(was.query), queryPairs(is.query)];
  const same =
    wasPairs.length === isPairs.length &&
    wasPairs.every(([name, value], at) => name === isPairs[at]![0] && value === isPairs[at]![1]);
  return same ? null : `the backend reads ${pairsText(isPairs)} and not ${pairsText(wasPairs)}`;
}

/** `limit="1&b=2"`. */
function pairsText(pairs: ReturnType<typeof queryPairs>): string {
  return pairs.length === 0
    ? 'no parameters'
    : pairs.map(([name, value]) => `${printable(name)}="${printable(value)}"`).join(' ');
}

/** Bytes that no terminal shows, as escapes. */
function printable(text: string): string {
  return text.replace(
    /[^\x20-\x7e]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}
