/**
 * The words of the expectation language: what can be counted, and by which places it can be narrowed.
 *
 * A new countable is a line here; a new function is a case in `parse-quantity.ts`.
 */
import { BREAK_CAUSES } from '../../metrics/break-cause.ts';
import { OUTCOMES } from '../../metrics/outcome.ts';
import { ALL_CAUSES, isBreak } from '../../metrics/window-breaks.ts';

export const SELECTOR_KEYS = ['metro', 'region', 'backend'] as const;

export type SelectorKey = (typeof SELECTOR_KEYS)[number];

/**
 * What can be counted: the attempts, those that got a member, those that got one outside their home region, and each outcome; of those that
 * were established, those that broke, and each cause.
 */
export const COUNTABLES: readonly string[] = [
  'offered',
  'established',
  'spilled',
  ...OUTCOMES,
  ALL_CAUSES,
  ...BREAK_CAUSES,
];

/** What is measured by an instrument of its own. */
export const MEASURES: readonly string[] = ['latency', 'utilisation'];

/** Connections that reach no region: their serving side does not exist. */
const WITHOUT_REGION: readonly string[] = ['offered', 'dropped', 'blocked'];

/** Places that can narrow a word: flows are known by metro and serving region, servers by region and backend, breaks by cause alone. */
export function selectorKeysOf(word: string): readonly SelectorKey[] {
  if (word === 'utilisation') return ['region', 'backend'];
  if (isBreak(word)) return [];
  return WITHOUT_REGION.includes(word) ? ['metro'] : ['metro', 'region'];
}
