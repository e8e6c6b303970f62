/**
 * Verdicts, one line each, first thing in the output: a sign and a word for the state, then
 * the sentence with its figures.
 */
import type { Verdict, VerdictState } from '../../sim/metrics/experiment-result.ts';
import type { Colours } from '../io.ts';

const SIGNS: Readonly<Record<VerdictState, string>> = { held: '✓', failed: '✗', undecided: '?' };

export function verdictLines(verdicts: readonly Verdict[], colours: Colours): string {
  if (verdicts.length === 0) return 'No expectations in this scenario.';
  const idWidth = Math.max(...verdicts.map((verdict) => nameOf(verdict).length));
  return verdicts
    .map((verdict) => {
      const mark = colourOf(verdict, colours)(`${SIGNS[verdict.state]} ${stateWord(verdict).padEnd(14)}`);
      return `${mark} ${nameOf(verdict).padEnd(idWidth)}  ${verdict.sentence}`;
    })
    .join('\n');
}

/** A failed expectation of severity `warn` does not fail the run, and says so. */
function stateWord({ state, severity }: Verdict): string {
  return state === 'failed' && severity === 'warn' ? 'failed (warn)' : state;
}

function nameOf({ id, designId }: Verdict): string {
  return `${id} [${designId}]`;
}

function colourOf({ state, severity }: Verdict, colours: Colours): (text: string) => string {
  if (state === 'held') return colours.green;
  if (state === 'undecided' || severity === 'warn') return colours.yellow;
  return colours.red;
}
