/**
 * `spillway maglev disruption`: what moves when backends leave, join or weigh otherwise, or when some of them fail at random.
 */
import { type Disruption, disruptionOfChange } from '../../sim/maglev/analysis/disruption.ts';
import { estimateRemoval, type RemovalDraws } from '../../sim/maglev/analysis/removal-draws.ts';
import type { Backend } from '../../sim/maglev/backend.ts';
import type { MethodOptions } from '../../sim/maglev/method.ts';
import { hashMethod } from '../../sim/maglev/methods.ts';
import type { Estimate } from '../../sim/stats/student-interval.ts';
import { changePool, type PoolChange } from './pool-change.ts';
import { percentText, type Report, type ReportCell } from './report.ts';

export interface DisruptionRequest {
  readonly methods: readonly string[];
  readonly backends: readonly Backend[];
  readonly options: MethodOptions;
  /** A given change, or removals drawn at random. */
  readonly change:
    | { readonly kind: 'given'; readonly change: PoolChange }
    | { readonly kind: 'drawn'; readonly draws: RemovalDraws };
  readonly sampledKeyCount: number;
}

export function disruptionReport(request: DisruptionRequest): Report {
  return request.change.kind === 'given'
    ? givenChange(request, request.change.change)
    : drawnRemovals(request, request.change.draws);
}

function givenChange({ methods, backends, options, sampledKeyCount }: DisruptionRequest, change: PoolChange): Report {
  const after = changePool(backends, change);
  const rows = methods.map((id): { id: string; disruption: Disruption } => ({
    id,
    disruption: disruptionOfChange(hashMethod(id), backends, after, options, sampledKeyCount),
  }));
  return {
    summary: [`${backends.length} backends before, ${after.length} after`],
    facts: { backends_before: backends.length, backends_after: after.length },
    columns: [
      { name: 'method', unit: 'text' },
      { name: 'keys', unit: 'count' },
      { name: 'moved', unit: 'share' },
      { name: 'minimum', unit: 'share' },
      { name: 'extra', unit: 'share' },
    ],
    rows: rows.map(({ id, disruption }) => [
      id,
      disruption.keyCount,
      disruption.movedShare,
      disruption.minimumShare,
      disruption.extraShare,
    ]),
  };
}

function drawnRemovals({ methods, backends, options }: DisruptionRequest, draws: RemovalDraws): Report {
  const rows = methods.map((id): readonly ReportCell[] => {
    const { movedShare, minimumShare, extraShare } = estimateRemoval(hashMethod(id), backends, options, draws);
    return [id, movedShare.mean, ...bounds(movedShare), minimumShare.mean, extraShare.mean, ...bounds(extraShare)];
  });
  return {
    summary: [
      `${draws.removedCount} of ${backends.length} backends removed at random, ${draws.drawCount} draws, seed ${draws.seed}; intervals of ${percentText(draws.confidence)}`,
    ],
    facts: {
      backends: backends.length,
      removed: draws.removedCount,
      draws: draws.drawCount,
      seed: draws.seed,
      confidence: draws.confidence,
    },
    columns: [
      { name: 'method', unit: 'text' },
      { name: 'moved', unit: 'share' },
      { name: 'moved_low', unit: 'share' },
      { name: 'moved_high', unit: 'share' },
      { name: 'minimum', unit: 'share' },
      { name: 'extra', unit: 'share' },
      { name: 'extra_low', unit: 'share' },
      { name: 'extra_high', unit: 'share' },
    ],
    rows,
  };
}

function bounds({ low, high }: Estimate): readonly [number | null, number | null] {
  return [low, high];
}
