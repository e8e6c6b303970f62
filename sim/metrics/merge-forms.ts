/**
 * What became of requests by form and chain under one design, by window: means over its runs, held
 * against what the form meant before.
 *
 * The reference of a new chain is the design's old one; that of an old chain is the baseline's. A form that
 * either does not have has none.
 */
import type { DesignRuns } from './design-runs.ts';
import type { FormRow } from './experiment-result.ts';
import type { FormRecord } from './form-tally.ts';
import { OUTCOME_COUNT, OUTCOMES, type OutcomeName } from './outcome.ts';
import type { ResultContext } from './result-context.ts';

/** From here on a status is an error, and nobody is served anything (RFC 9110, section 15). */
const FIRST_ERROR_STATUS = 400;

/**
 * In the order of the scenario's windows, then as declared.
 *
 * @param baseline runs of the baseline; `null` where nothing of it ran
 */
export function mergeForms(
  { designId, runs }: DesignRuns,
  baseline: DesignRuns | null,
  { scenario }: ResultContext,
): FormRow[] {
  const own = runs[0]!.forms;
  return scenario.windows.flatMap(({ id: window }, windowIndex) =>
    own.map((record, at) => {
      const { form, side, status } = record;
      const among = side === 'new' ? own : (baseline?.runs[0]?.forms ?? []);
      const reference = among.find((other) => other.form === form && other.side === 'old');
      const change = reference === undefined ? null : changeOf(reference, record);
      const outcomes = Object.fromEntries(
        OUTCOMES.map((outcome, index) => {
          const place = windowIndex * OUTCOME_COUNT + index;
          return [outcome, mean(runs.map((run) => run.forms[at]!.outcomes[place]!))];
        }),
      ) as Record<OutcomeName, number>;
      const offered = OUTCOMES.reduce((sum, outcome) => sum + outcomes[outcome], 0);
      const silentlyOther = change === 'meaning' ? outcomes.completed : 0;
      return { designId, window, form, side, status, change, offered, outcomes, silentlyOther };
    }),
  );
}

function changeOf(reference: FormRecord, { status, meaning }: FormRecord): FormRow['change'] {
  if (status !== reference.status) return 'status';
  return status < FIRST_ERROR_STATUS && meaning !== reference.meaning ? 'meaning' : 'none';
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
