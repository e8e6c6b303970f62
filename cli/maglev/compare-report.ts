/**
 * `spillway maglev compare`: dialects and methods side by side on one pool; a method that cannot take the pool says why.
 */
import { type ComparedMethod, compareMethods, type RefusedMethod } from '../../sim/maglev/analysis/compare.ts';
import type { RemovalDraws } from '../../sim/maglev/analysis/removal-draws.ts';
import type { Backend } from '../../sim/maglev/backend.ts';
import type { MethodOptions } from '../../sim/maglev/method.ts';
import { hashMethod, METHODS } from '../../sim/maglev/methods.ts';
import type { Report } from './report.ts';

export interface CompareRequest {
  /** Empty for all. */
  readonly methods: readonly string[];
  readonly backends: readonly Backend[];
  readonly options: MethodOptions;
  readonly draws: RemovalDraws;
}

export function compareReport({ methods: ids, backends, options, draws }: CompareRequest): Report {
  const methods = ids.length === 0 ? [...METHODS.values()] : ids.map(hashMethod);
  const compared = compareMethods(methods, backends, options, draws);
  const rows = compared.filter((row): row is ComparedMethod => !('fault' in row));
  const refused = compared.filter((row): row is RefusedMethod => 'fault' in row);
  return {
    summary: [
      `${backends.length} backends; moved and extra when ${draws.removedCount} of them fail, mean of ${draws.drawCount} draws, seed ${draws.seed}`,
      ...refused.map(({ id, fault }) => `left out ${id}: ${fault}`),
    ],
    facts: {
      backends: backends.length,
      removed: draws.removedCount,
      draws: draws.drawCount,
      seed: draws.seed,
      left_out: refused.map(({ id, fault }) => `${id}: ${fault}`),
    },
    columns: [
      { name: 'method', unit: 'text' },
      { name: 'keys', unit: 'count' },
      { name: 'kind', unit: 'text' },
      { name: 'overprovision', unit: 'share' },
      { name: 'underprovision', unit: 'share' },
      { name: 'relative_deviation', unit: 'share' },
      { name: 'moved', unit: 'share' },
      { name: 'minimum', unit: 'share' },
      { name: 'extra', unit: 'share' },
      { name: 'weights', unit: 'text' },
    ],
    rows: rows.map((row) => [
      row.id,
      row.keyCount,
      row.keys,
      row.overprovision,
      row.underprovision,
      row.relativeDeviation,
      row.removal.movedShare.mean,
      row.removal.minimumShare.mean,
      row.removal.extraShare.mean,
      row.promises.weights,
    ]),
  };
}
