/**
 * The scenario's own questions as a run is asked them. Only the first replication is: the others are the
 * same questions about other chance.
 */
import { toMs } from '../../kernel/time.ts';
import type { ResolvedScenario } from '../../scenario/resolved-scenario.ts';
import type { Trail } from './trail.ts';
import type { TrailAsk } from './trail-ask.ts';

export function scenarioAsks(
  { explain }: Pick<ResolvedScenario, 'explain'>,
  metroIds: readonly string[],
  designId: string,
  replication: number,
): TrailAsk[] {
  if (replication !== 0) return [];
  return explain
    .filter((question) => question.designId === null || question.designId === designId)
    .map(({ id, metroId, at, until, count }) => {
      return { id, metroIndex: metroIds.indexOf(metroId), fromUs: at, toUs: until, count };
    });
}

/** What to say of questions that no connection answers; once for all designs, because all meet the same connections. */
export function unansweredNotices({ explain }: Pick<ResolvedScenario, 'explain'>, trails: readonly Trail[]): string[] {
  return explain
    .filter(({ id }) => !trails.some(({ ask }) => ask === id))
    .map(({ id, metroId, at, until }) => {
      const span = `from ${toMs(at) / 1_000} s to ${toMs(until) / 1_000} s`;
      return `explain ${id}: no connection of ${metroId} came ${span}, or none that ended within the time simulated`;
    });
}
