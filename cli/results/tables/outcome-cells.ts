/** The cells of the outcome columns, which several tables have. */
import { OUTCOMES, type OutcomeName } from '../../../sim/metrics/outcome.ts';

export function outcomeCells(countOf: (outcome: OutcomeName) => number): Record<OutcomeName, number> {
  return Object.fromEntries(OUTCOMES.map((outcome) => [outcome, countOf(outcome)])) as Record<OutcomeName, number>;
}
