/**
 * `spillway maglev compare`: dialects and methods side by side on one pool; a method that
 * cannot take the pool says why.
 */
import type { ChangeDraws } from '../../sim/maglev/analysis/change-draws.ts';
import { type ComparedMethod, compareMethods, type RefusedMethod } from '../../sim/maglev/analysis/compare.ts';
import { type Backend, MaglevInputError } from '../../sim/maglev/backend.ts';
import type { MethodOptions } from '../../sim/maglev/method.ts';
import { hashMethod, METHODS } from '../../sim/maglev/methods.ts';
import type { HashingData } from '../../viz/hashing/hashing-data.ts';
import { changeWords, drawFacts, methodMoves } from './disruption-report.ts';
import type { Report, ReportCell, ReportColumn } from './report.ts';
import { samplingNote } from './sampling-note.ts';

export interface CompareRequest {
  /** Empty for all. */
  readonly methods: readonly string[];
  readonly backends: readonly Backend[];
  readonly options: MethodOptions;
  readonly draws: ChangeDraws;
  /** Called before each method: the slow ones take seconds. */
  readonly onMethod: (id: string) => void;
}

/** @throws MaglevInputError where no method can take the pool */
export function compareReport({ methods: ids, backends, options, draws, onMethod }: CompareRequest): Report {
  const methods = ids.length === 0 ? [...METHODS.values()] : ids.map(hashMethod);
  const compared = methods.flatMap((method) => {
    onMethod(method.id);
    return compareMethods([method], backends, options, draws);
  });
  const rows = compared.filter((row): row is ComparedMethod => !('fault' in row));
  const refused = compared.filter((row): row is RefusedMethod => 'fault' in row);
  const faults = refused.map(({ id, fault }) => `${id}: ${fault}`);
  if (rows.length === 0) throw new MaglevInputError(`no method can take these backends:\n  ${faults.join('\n  ')}`);
  return {
    title: 'Hashing methods side by side',
    summary: [
      `${backends.length} backends; moved and extra with ${changeWords(draws, backends.length)}, mean of ${draws.drawCount} draws, seed ${draws.seed}`,
      ...(rows.some(({ keys }) => keys === 'sampled') ? [samplingNote(backends.length, draws.sampledKeyCount)] : []),
      ...faults.map((fault) => `left out ${fault}`),
    ],
    facts: { ...drawFacts(draws, backends.length), left_out: faults },
    columns: COLUMNS,
    rows: rows.map(cellsOf),
    figures: [spreadsFigure(rows), movesFigure(rows, changeWords(draws, backends.length))],
  };
}

const COLUMNS: readonly ReportColumn[] = [
  { name: 'method', unit: 'text' },
  { name: 'keys', unit: 'count' },
  { name: 'kind', unit: 'text' },
  { name: 'overprovision', unit: 'share' },
  { name: 'underprovision', unit: 'share' },
  { name: 'relative_deviation', unit: 'share', isDetail: true },
  { name: 'moved', unit: 'share' },
  { name: 'moved_low', unit: 'share', isDetail: true },
  { name: 'moved_high', unit: 'share', isDetail: true },
  { name: 'minimum', unit: 'share' },
  { name: 'extra', unit: 'share' },
  { name: 'extra_low', unit: 'share', isDetail: true },
  { name: 'extra_high', unit: 'share', isDetail: true },
  { name: 'weights', unit: 'text' },
];

function cellsOf(row: ComparedMethod): ReportCell[] {
  const { movedShare, minimumShare, extraShare } = row.change;
  return [
    row.id,
    row.keyCount,
    row.keys,
    row.overprovision,
    row.underprovision,
    row.relativeDeviation,
    movedShare.mean,
    movedShare.low,
    movedShare.high,
    minimumShare.mean,
    extraShare.mean,
    extraShare.low,
    extraShare.high,
    row.promises.weights,
  ];
}

function spreadsFigure(rows: readonly ComparedMethod[]): HashingData {
  const methods = rows.map(({ id, keys, overprovision, underprovision }) => ({
    id,
    isSampled: keys === 'sampled',
    overprovision,
    underprovision,
  }));
  return { kind: 'spreads', methods };
}

function movesFigure(rows: readonly ComparedMethod[], change: string): HashingData {
  return {
    kind: 'moves',
    change,
    minimum: rows[0]!.change.minimumShare.mean,
    methods: rows.map(({ id, keys, change: { movedShare, extraShare } }) =>
      methodMoves({ id, kind: keys === 'sampled' ? 'picker' : 'table' }, movedShare, extraShare),
    ),
  };
}
