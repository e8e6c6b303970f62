/**
 * Connections of one run and window, and what is counted beside them, that an expectation asks about: how many there
 * were, and which share of what.
 *
 * A share of attempts is of what the same clients offered. With a zone or backend it is of what the same clients had
 * established, in the same region where one is named. A break may come long after the offer, so a share of breaks is of
 * the connections that were there to break.
 */
import { assert } from '../kernel/assert.ts';
import type { Selector } from '../scenario/expectation.ts';
import type { ResolvedWindow } from '../scenario/resolved-scenario.ts';
import { COUNTER, counterOf, isCounter } from './counters.ts';
import type { Places } from './experiment-result.ts';
import { isEstablished, isFailed, OUTCOME_COUNT, OUTCOMES, type OutcomeName } from './outcome.ts';
import type { RunRecord, WindowRecord } from './run-record.ts';
import { resolveSelector, type Selection, selectedBackends, selectsBackendFlow, selectsFlow } from './selection.ts';
import { countBreaksAt, isBreak, openConnections } from './window-breaks.ts';

/** @param what a word that can be counted */
export function countConnections(what: string, selector: Selector, window: WindowRecord, places: Places): number {
  if (isCounter(what)) return window.counters[COUNTER[what]]!;
  const selection = resolveSelector(selector, places);
  if (isBreak(what)) return countBreaksAt(window, what, selector.cause, selectedBackends(selection, places));
  return tally(window, selection, places).count(what, selector.outcome);
}

/** What a share is of. */
export function shareBase(
  what: string,
  selector: Selector,
  run: RunRecord,
  windowIndex: number,
  window: ResolvedWindow,
  intervalUs: number,
  places: Places,
): { readonly count: number; readonly missing: string } {
  const selection = resolveSelector(selector, places);
  if (isBreak(what)) {
    const count = openConnections(run, window, intervalUs, selectedBackends(selection, places));
    return { count, missing: 'no connection was open' };
  }
  const clients = { ...selection, backends: null };
  const record = run.windows[windowIndex]!;
  if (isCounter(what)) {
    const { of, missing } = counterOf(what).base;
    const count = of === 'offered' ? tally(record, clients, places).count(of, null) : record.counters[COUNTER[of]]!;
    return { count, missing };
  }
  if (selection.backends !== null) {
    return {
      count: tally(record, clients, places).count('established', null),
      missing: 'no connection was established',
    };
  }
  const count = tally(record, { ...clients, regions: null }, places).count('offered', null);
  return { count, missing: 'no connection was offered' };
}

function tally(window: WindowRecord, selection: Selection, places: Places): Tally {
  const result = new Tally();
  if (selection.backends === null) {
    for (const flow of window.flows) {
      if (selectsFlow(selection, flow)) result.add(flow.outcomes, flow.regionIndex, flow.homeRegionIndex);
    }
    return result;
  }
  for (const flow of window.backendFlows) {
    if (!selectsBackendFlow(selection, flow, places)) continue;
    result.add(flow.outcomes, places.backends[flow.backendIndex]!.regionIndex, flow.homeRegionIndex);
  }
  return result;
}

/** Attempts by what became of them, those that were sent to a region apart. */
class Tally {
  /** [OUTCOME_COUNT] */
  readonly #offered = new Float64Array(OUTCOME_COUNT);
  readonly #sent = new Float64Array(OUTCOME_COUNT);
  #spilled = 0;

  add(outcomes: Uint32Array, region: number, home: number): void {
    outcomes.forEach((count, outcome) => {
      this.#offered[outcome]! += count;
      if (region < 0) return;
      this.#sent[outcome]! += count;
      if (region !== home && isEstablished(outcome)) this.#spilled += count;
    });
  }

  /** @param outcomes that count at all, of `offered` and `sent`; null: any */
  count(what: string, outcomes: readonly string[] | null): number {
    const isWanted = (outcome: number): boolean => outcomes === null || outcomes.includes(OUTCOMES[outcome]!);
    switch (what) {
      case 'offered':
        return sum(this.#offered, isWanted);
      case 'sent':
        return sum(this.#sent, isWanted);
      case 'established':
        return sum(this.#sent, isEstablished);
      case 'spilled':
        return this.#spilled;
      case 'failed':
        return sum(this.#offered, isFailed);
      default: {
        const outcome = OUTCOMES.indexOf(what as OutcomeName);
        assert(outcome >= 0, `"${what}" is nothing that flows count`);
        return this.#offered[outcome]!;
      }
    }
  }
}

function sum(counts: Float64Array, isWanted: (outcome: number) => boolean): number {
  return counts.reduce((total, count, outcome) => (isWanted(outcome) ? total + count : total), 0);
}
