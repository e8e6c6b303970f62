/**
 * The words of the expectation language: what can be counted, what is read off at the end of every interval,
 * and what each can be narrowed by.
 *
 * Outcomes and causes of breaks follow from their registries. A new function is a case in `parse-quantity.ts`.
 */
import { BREAK_CAUSES } from '../../metrics/break-cause.ts';
import { COUNTERS, isCounter } from '../../metrics/counters.ts';
import { OUTCOMES, type OutcomeName } from '../../metrics/outcome.ts';
import { ALL_CAUSES, isBreak } from '../../metrics/window-breaks.ts';
import type { Gauge } from '../expectation.ts';

export const SELECTOR_KEYS = ['metro', 'home', 'region', 'zone', 'backend', 'outcome', 'cause', 'design'] as const;

export type SelectorKey = (typeof SELECTOR_KEYS)[number];

/** Attempts that came to nothing, in any way. */
export const FAILED = 'failed';

/**
 * What can be counted: the attempts, those sent to a backend's region, those that got a member, those that got one
 * outside their home region, those that failed, and each outcome; of those that were established, those that broke, and
 * each cause; and what designs count beside them.
 */
export const COUNTABLES: readonly string[] = [
  'offered',
  'sent',
  'established',
  'spilled',
  FAILED,
  ...OUTCOMES,
  ALL_CAUSES,
  ...BREAK_CAUSES,
  ...COUNTERS.map(({ name }) => name),
];

/** State of the fleet at the end of an interval. */
export const GAUGES: readonly Gauge[] = ['active', 'capacity', 'utilisation', 'members', 'serviceable', 'seenHealthy'];

/** What a load can be spread over. */
export const SPREAD_OVER = ['zones', 'backends', 'members'] as const;

/** Statistics besides the percentiles. */
export const STATISTICS = ['min', 'mean', 'max'] as const;

export const SPREADS = ['imbalance', 'peakToMean'] as const;

export const TIME_TO = 'time_to';

/** Percentiles stand for all of their kind. */
export const FUNCTIONS: readonly string[] = [
  'share',
  'rate',
  ...STATISTICS,
  'p50',
  'p90',
  'p99',
  'p99.9',
  ...SPREADS,
  TIME_TO,
  'moved',
];

const CLIENTS = ['metro', 'home'] as const;
const SERVERS = ['region', 'zone', 'backend'] as const;

/** Attempts that are sent to no region: their serving side does not exist. */
const WITHOUT_REGION: readonly string[] = ['offered', 'dropped', 'blocked'];

export function isOutcome(word: string): word is OutcomeName {
  return OUTCOMES.includes(word as OutcomeName);
}

export function isGauge(word: string): word is Gauge {
  return GAUGES.includes(word as Gauge);
}

/** What can narrow a word that is measured over a window. Any word takes a design besides. */
export function selectorKeysOf(word: string): readonly SelectorKey[] {
  if (isGauge(word) || SPREAD_OVER.includes(word as (typeof SPREAD_OVER)[number])) return SERVERS;
  if (isCounter(word)) return [];
  if (word === ALL_CAUSES) return [...SERVERS, 'cause'];
  if (isBreak(word)) return SERVERS;
  if (word === 'sent') return [...CLIENTS, ...SERVERS, 'outcome'];
  if (word === 'offered') return [...CLIENTS, 'outcome'];
  return WITHOUT_REGION.includes(word) ? CLIENTS : [...CLIENTS, ...SERVERS];
}

/**
 * What can narrow a word that is measured by interval: attempts and their outcomes are then known by home region, what
 * happens at backends by region, zone and backend. `null`: the word is not known by interval.
 */
export function intervalKeysOf(word: string): readonly SelectorKey[] | null {
  if (isCounter(word)) return [];
  if (isGauge(word) || word === 'established' || word === 'spilled' || word === ALL_CAUSES) return SERVERS;
  if (word === 'offered') return ['home', 'outcome'];
  return word === FAILED || isOutcome(word) ? ['home'] : null;
}
