/**
 * `spillway maglev balance`: every backend's share against its weight, and the over- and underprovision that follow.
 */
import { assignKeys } from '../../sim/maglev/analysis/assignment.ts';
import { type Balance, measureBalance } from '../../sim/maglev/analysis/balance.ts';
import type { Backend } from '../../sim/maglev/backend.ts';
import type { MethodOptions } from '../../sim/maglev/method.ts';
import { buildMethod, hashMethod } from '../../sim/maglev/methods.ts';
import type { SharesData } from '../../viz/hashing/hashing-data.ts';
import { percentText, type Report } from './report.ts';
import { samplingNote } from './sampling-note.ts';

export interface BalanceRequest {
  readonly method: string;
  readonly backends: readonly Backend[];
  readonly options: MethodOptions;
  /** Keys for a method without a table. */
  readonly sampledKeyCount: number;
}

export function balanceReport({ method: id, backends, options, sampledKeyCount }: BalanceRequest): Report {
  const method = hashMethod(id);
  const built = buildMethod(method, backends, options);
  const balance = measureBalance(assignKeys(built, sampledKeyCount), backends);
  const keys = built.table === null ? 'sampled keys' : 'slots';
  return {
    title: `Balance of ${method.title}`,
    summary: [
      `${method.title}: ${balance.keyCount} ${keys}, ${backends.length} backends`,
      `overprovision ${percentText(balance.overprovision)}, underprovision ${percentText(balance.underprovision)}, relative deviation ${percentText(balance.relativeDeviation)}`,
      ...(built.table === null ? [samplingNote(backends.length, balance.keyCount)] : []),
      ...(method.promises.weights === 'proportional' ? [] : [weightsNotice(method.title, method.promises.weights)]),
    ],
    facts: {
      method: id,
      source: method.source,
      keys,
      key_count: balance.keyCount,
      overprovision: balance.overprovision,
      underprovision: balance.underprovision,
      relative_deviation: balance.relativeDeviation,
    },
    columns: [
      { name: 'backend', unit: 'text' },
      { name: 'weight', unit: 'count' },
      { name: 'keys', unit: 'count' },
      { name: 'share', unit: 'share' },
      { name: 'fair_share', unit: 'share' },
      { name: 'deviation', unit: 'share' },
    ],
    rows: balance.backends.map((row) => [row.name, row.weight, row.count, row.share, row.fairShare, row.deviation]),
    figures: [sharesFigure(method.title, keys, balance)],
  };
}

/** @param keys what was counted: "slots", "sampled keys" */
export function sharesFigure(title: string, keys: string, { keyCount, backends }: Balance): SharesData {
  const shares = backends.map(({ name, share, fairShare, deviation }) => ({ name, share, fairShare, deviation }));
  return { kind: 'shares', title, keys, keyCount, backends: shares };
}

function weightsNotice(title: string, weights: 'firstRoundOnly' | 'ignored'): string {
  return weights === 'ignored'
    ? `${title} does not know weights: only weight 0 counts, as being out`
    : `${title} heeds weights in its first round of turns only`;
}
