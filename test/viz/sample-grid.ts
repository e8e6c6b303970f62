/**
 * A result of twelve labelled designs, d0 to d11: two rows, three columns, two panels. Design k had
 * 1,000 open connections, of which 10 (k - 1) were rehashed (none of d0 and d1) and, in the second
 * column, 40 lost their front end.
 */
import type { BreakRow, ExperimentResult } from '../../sim/metrics/experiment-result.ts';
import { sampleResult } from './sample-result.ts';
import { SEOUL_BOSTON } from './sample-world.ts';

const ROWS = ['no change', 'one of 8 lost'];
const COLUMNS = ['no change', '5 of 100 fail', '5 at half weight'];
const PANELS = ['on', 'off'];

export function gridResult(): ExperimentResult {
  const sample = sampleResult({ ...SEOUL_BOSTON, intervalMs: 60_000, sliceMs: 300_000, replications: 2 });
  const model = sample.designs[0]!.id;
  const ids = Array.from({ length: 12 }, (_, k) => `d${k}`);
  const forAll = <Row extends { readonly designId: string }>(rows: readonly Row[]): Row[] =>
    ids.flatMap((designId) => rows.filter((row) => row.designId === model).map((row) => ({ ...row, designId })));
  return {
    ...sample,
    designs: ids.map((id, k) => ({
      ...sample.designs[0]!,
      id,
      isBaseline: k === 0,
      labels: {
        machines: ROWS[Math.floor(k / 6)]!,
        'front-ends': COLUMNS[Math.floor(k / 2) % 3]!,
        table: PANELS[k % 2]!,
      },
    })),
    verdicts: [],
    breaks: ids.map(breaksOf),
    summary: [
      ...forAll(sample.summary),
      ...ids.map((designId, k) => ({
        ...{ designId, metric: 'rehashedShare', unit: 'share' },
        ...{ mean: rehashedOf(k) / 1_000, low: (rehashedOf(k) - 1) / 1_000, high: (rehashedOf(k) + 1) / 1_000 },
        ...{ difference: null, differenceLow: null, differenceHigh: null, isEstablished: null },
      })),
    ],
    series: forAll(sample.series),
    flows: forAll(sample.flows),
    flowSlices: forAll(sample.flowSlices),
    latency: forAll(sample.latency),
    backends: forAll(sample.backends),
    log: forAll(sample.log),
  };
}

function rehashedOf(k: number): number {
  return 10 * Math.max(0, k - 1);
}

function breaksOf(designId: string, k: number): BreakRow {
  const rehashed = rehashedOf(k);
  const frontEndLost = Math.floor(k / 2) % 3 === 1 ? 40 : 0;
  return {
    ...{ designId, window: 'all', open: 1_000, broken: rehashed + frontEndLost, unremembered: 0 },
    causes: {
      memberLost: 0,
      drained: 0,
      popLost: 0,
      frontEndLost,
      rehashed,
      serverError: 0,
      memberGone: 0,
      secondLayerLost: 0,
      addressLost: 0,
      idleClosed: 0,
    },
  };
}
