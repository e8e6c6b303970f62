/**
 * `spillway maglev disruption`: what moves when backends leave, join or weigh otherwise, by name or at random.
 */
import { type ChangeDraws, type DrawnChange, estimateChange } from '../../sim/maglev/analysis/change-draws.ts';
import { disruptionOfChange } from '../../sim/maglev/analysis/disruption.ts';
import type { Backend } from '../../sim/maglev/backend.ts';
import type { HashMethod, MethodOptions } from '../../sim/maglev/method.ts';
import { hashMethod } from '../../sim/maglev/methods.ts';
import type { MethodMoves } from '../../viz/hashing/hashing-data.ts';
import { changePool, type PoolChange } from './pool-change.ts';
import type { Report, ReportColumn } from './report.ts';

export interface DisruptionRequest {
  readonly methods: readonly string[];
  readonly backends: readonly Backend[];
  readonly options: MethodOptions;
  /** A given change, or one drawn at random. */
  readonly change:
    | { readonly kind: 'given'; readonly change: PoolChange }
    | { readonly kind: 'drawn'; readonly draws: ChangeDraws };
  readonly sampledKeyCount: number;
}

export function disruptionReport(request: DisruptionRequest): Report {
  return request.change.kind === 'given'
    ? givenChange(request, request.change.change)
    : drawnChange(request, request.change.draws);
}

function givenChange({ methods, backends, options, sampledKeyCount }: DisruptionRequest, change: PoolChange): Report {
  const after = changePool(backends, change);
  const rows = methods.map(hashMethod).map((method) => ({
    method,
    ...disruptionOfChange(method, backends, after, options, sampledKeyCount),
  }));
  return {
    title: 'Disruption by a change',
    summary: [`${backends.length} backends before, ${after.length} after`],
    facts: { backends_before: backends.length, backends_after: after.length },
    columns: [
      { name: 'method', unit: 'text' },
      { name: 'keys', unit: 'count' },
      { name: 'moved', unit: 'share' },
      { name: 'minimum', unit: 'share' },
      { name: 'extra', unit: 'share' },
    ],
    rows: rows.map((row) => [row.method.id, row.keyCount, row.movedShare, row.minimumShare, row.extraShare]),
    figures: [
      {
        kind: 'moves',
        change: `${backends.length} backends before the change, ${after.length} after it`,
        minimum: rows[0]!.minimumShare,
        methods: rows.map(({ method, movedShare, extraShare }) =>
          methodMoves(method, certain(movedShare), certain(extraShare)),
        ),
      },
    ],
  };
}

function drawnChange({ methods, backends, options }: DisruptionRequest, draws: ChangeDraws): Report {
  const rows = methods.map(hashMethod).map((method) => ({
    method,
    ...estimateChange(method, backends, options, draws),
  }));
  const change = changeWords(draws, backends.length);
  return {
    title: 'Disruption by a change at random',
    summary: [`${change}: ${draws.drawCount} draws, seed ${draws.seed}; intervals of ${100 * draws.confidence}%`],
    facts: drawFacts(draws, backends.length),
    columns: [{ name: 'method', unit: 'text' }, ...MOVE_COLUMNS],
    rows: rows.map(({ method, movedShare, minimumShare, extraShare }) => [
      method.id,
      movedShare.mean,
      movedShare.low,
      movedShare.high,
      minimumShare.mean,
      extraShare.mean,
      extraShare.low,
      extraShare.high,
    ]),
    figures: [
      {
        kind: 'moves',
        change,
        minimum: rows[0]!.minimumShare.mean,
        methods: rows.map(({ method, movedShare, extraShare }) => methodMoves(method, movedShare, extraShare)),
      },
    ],
  };
}

const MOVE_COLUMNS: readonly ReportColumn[] = [
  { name: 'moved', unit: 'share' },
  { name: 'moved_low', unit: 'share' },
  { name: 'moved_high', unit: 'share' },
  { name: 'minimum', unit: 'share' },
  { name: 'extra', unit: 'share' },
  { name: 'extra_low', unit: 'share' },
  { name: 'extra_high', unit: 'share' },
];

const CHANGE_WORDS: Readonly<Record<DrawnChange, (count: number, total: number) => string>> = {
  remove: (count, total) => `${count} of ${total} backends removed at random`,
  add: (count, total) => `${count} like them added to ${total} backends`,
  double: (count, total) => `${count} of ${total} backends at random given twice their weight`,
};

export function changeWords({ change, backendCount }: ChangeDraws, total: number): string {
  return CHANGE_WORDS[change](backendCount, total);
}

export function drawFacts(draws: ChangeDraws, total: number): Report['facts'] {
  return {
    backends: total,
    change: draws.change,
    changed: draws.backendCount,
    draws: draws.drawCount,
    seed: draws.seed,
    confidence: draws.confidence,
  };
}

export function methodMoves(
  { id, kind }: Pick<HashMethod, 'id' | 'kind'>,
  moved: MethodMoves['moved'],
  extra: MethodMoves['extra'],
): MethodMoves {
  const shown = ({ mean, low, high }: MethodMoves['moved']) => ({ mean, low, high });
  return { id, isSampled: kind === 'picker', moved: shown(moved), extra: shown(extra) };
}

function certain(mean: number): MethodMoves['moved'] {
  return { mean, low: null, high: null };
}
