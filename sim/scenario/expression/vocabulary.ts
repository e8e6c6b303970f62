/**
 * The words of the expectation language: what can be counted, and by which places it can be narrowed.
 *
 * A new countable is a line here; a new function is a case in `parse-quantity.ts`.
 */
import { OUTCOMES } from '../../metrics/outcome.ts';

export const SELECTOR_KEYS = ['metro', 'region', 'backend'] as const;

export type SelectorKey = (typeof SELECTOR_KEYS)[number];

/** What can be counted: the attempts, those that got a member, those that got one outside their home region, and each outcome. */
export const COUNTABLES: readonly string[] = ['offered', 'established', 'spilled', ...OUTCOMES];

/** What is measured by an instrument of its own. */
export const MEASURES: readonly string[] = ['latency', 'utilisation'];

/** Connections that reach no region: their serving side does not exist. */
const WITHOUT_REGION: readonly string[] = ['offered', 'dropped', 'blocked'];

/** Places that can narrow a word: flows are known by metro and serving region, servers by region and backend. */
export function selectorKeysOf(word: string): readonly SelectorKey[] {
  if (word === 'utilisation') return ['region', 'backend'];
  return WITHOUT_REGION.includes(word) ? ['metro'] : ['metro', 'region'];
}
