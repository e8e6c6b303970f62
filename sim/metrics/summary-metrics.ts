/**
 * The metrics of the summary: name, unit, meaning, and how one run yields a value. One table; rows of
 * `summary.csv` follow its order.
 *
 * All of them speak of the measured time, the scenario's first window (`all`: from the end of the
 * warm-up to the end of the run).
 */
import { toMs } from '../kernel/time.ts';
import type { ResolvedDesign, ResolvedTraffic } from '../scenario/resolved-scenario.ts';
import type { Better } from './better.ts';
import { BREAK_CAUSES, BREAK_MEANINGS } from './break-cause.ts';
import { OUTCOME_MEANINGS } from './columns.ts';
import { COUNTER, COUNTERS, type Counter, type CounterName, counterOf } from './counters.ts';
import { type FlowTotals, totalFlows } from './flow-totals.ts';
import type { Unit } from './format-number.ts';
import { type IntervalRange, wholeIntervalsOf } from './interval-range.ts';
import { fleetPeakToMean, overallImbalance } from './member-imbalance.ts';
import { OUTCOMES, type OutcomeName } from './outcome.ts';
import type { ResultContext } from './result-context.ts';
import type { RunRecord } from './run-record.ts';
import { EVERYTHING } from './selection.ts';
import { highestUtilisation, meanUtilisation } from './utilisation.ts';
import { ALL_CAUSES, countBreaks, openConnections } from './window-breaks.ts';

export interface SummaryMetric {
  readonly name: string;
  readonly unit: Unit;
  readonly better: Better;
  readonly meaning: string;
  /** Whether a design has a row of it. */
  readonly isMeasured: (design: ResolvedDesign, traffic: ResolvedTraffic) => boolean;
  /** null where the run has nothing to measure. */
  readonly measure: (run: MeasuredRun) => number | null;
}

/** A run with what several metrics need, computed once. */
interface MeasuredRun {
  readonly record: RunRecord;
  readonly context: ResultContext;
  readonly totals: FlowTotals;
  readonly range: IntervalRange;
}

const WARM_WINDOW = 0;

/**
 * `blocked` may be an attack that was stopped or users that were; an `unfinished` connection outlived the
 * run. Whoever is not served loses.
 */
const BETTER_OUTCOMES: Readonly<Record<OutcomeName, Better>> = {
  completed: 'higher',
  refused: 'lower',
  timedOut: 'lower',
  dropped: 'lower',
  blocked: 'neither',
  reset: 'lower',
  rejected: 'lower',
  unfinished: 'neither',
};

export const SUMMARY_METRICS: readonly SummaryMetric[] = [
  metric('offered', 'connections', 'neither', 'connections offered', ({ totals }) => totals.offered),
  ...OUTCOMES.flatMap((outcome, index) => {
    const meaning = `connections that ${OUTCOME_MEANINGS[outcome]}`;
    const better = BETTER_OUTCOMES[outcome];
    return [
      metric(outcome, 'connections', better, meaning, ({ totals }) => totals.outcomes[index]!),
      metric(`${outcome}Share`, 'share', better, `${meaning}, over offered`, ({ totals }) =>
        share(totals.outcomes[index]!, totals),
      ),
    ];
  }),
  metric(
    'spilled',
    'connections',
    'neither',
    'connections established away from their home region',
    ({ totals }) => totals.spilled,
  ),
  metric('spilledShare', 'share', 'neither', 'the same, over offered', ({ totals }) => share(totals.spilled, totals)),
  metric('failedToPick', 'connections', 'lower', counterOf('failedToPick').meaning, ({ record }) =>
    counted('failedToPick', record),
  ),
  metric('affinityBroken', 'connections', 'lower', counterOf('affinityBroken').meaning, ({ record }) =>
    returning(record) === 0 ? null : counted('affinityBroken', record),
  ),
  metric(
    'affinityBrokenShare',
    'share',
    'lower',
    'the same, over the new connections of clients whose last member was still there',
    ({ record }) => (returning(record) === 0 ? null : counted('affinityBroken', record) / returning(record)),
  ),
  latencyQuantile('latencyP50', 0.5, 'median time from SYN to first byte of the answer'),
  latencyQuantile('latencyP90', 0.9, '90th percentile of it'),
  latencyQuantile('latencyP99', 0.99, '99th percentile of it'),
  latencyQuantile('latencyP999', 0.999, '99.9th percentile of it'),
  metric('latencyMean', 'ms', 'lower', 'mean of it', ({ totals }) => ms(totals.latency.mean())),
  metric(
    'movedEstablished',
    'connections',
    'lower',
    'established connections that left their member before their end',
    ({ record }) => {
      return countBreaks(record.windows[WARM_WINDOW]!, ALL_CAUSES);
    },
  ),
  metric('broken', 'connections', 'lower', 'connections that broke at a backend', broken),
  ...BREAK_CAUSES.map((cause) => {
    return metric(
      cause,
      'connections',
      'lower',
      `established connections that ${BREAK_MEANINGS[cause]}`,
      ({ record }) => countBreaks(record.windows[WARM_WINDOW]!, cause),
    );
  }),
  metric('brokenShare', 'share', 'lower', 'established connections that broke, over those that were open', (run) => {
    return shareOfOpen(ALL_CAUSES, run);
  }),
  metric(
    'rehashedShare',
    'share',
    'lower',
    'established connections that were rehashed, over those that were open',
    (run) => {
      return shareOfOpen('rehashed', run);
    },
  ),
  metric(
    'unrememberedShare',
    'share',
    'lower',
    'connections that their Maglev machine had no room to remember, over offered',
    ({ record, totals }) => share(counted('unremembered', record), totals),
  ),
  metric(
    'peakUtilisation',
    'share',
    'neither',
    'peak of the busiest region: highest utilisation at the end of any interval',
    (run) => {
      return highestUtilisation(run.record.serving, run.range, EVERYTHING, run.context.places);
    },
  ),
  metric(
    'meanUtilisation',
    'share',
    'neither',
    'load over target capacity, all backends together, mean over time',
    (run) => {
      return meanUtilisation(run.record.serving, run.range, EVERYTHING, run.context.places);
    },
  ),
  metric(
    'memberImbalance',
    'ratio',
    'lower',
    'standard deviation over mean of connections per member, within backends',
    (run) => {
      return overallImbalance(run.record.members, run.context.places);
    },
  ),
  metric(
    'peakToMeanMembers',
    'ratio',
    'lower',
    'busiest member over the mean of all members of the fleet, in connections taken; regions differ in demand',
    ({ record }) => fleetPeakToMean(record.members),
  ),
  metric(
    'machines',
    'machines',
    'lower',
    'machines that the operator runs, mean over time: members, and what stands before them. The front ends of a provider are not the operator’s',
    machines,
  ),
  ...COUNTERS.filter(({ hasSummaryRow }) => hasSummaryRow).map(countedMetric),
];

/** Those that a design of the scenario has rows of, in the order of the table. */
export function summaryMetricsOf(designId: string, { scenario }: ResultContext): readonly SummaryMetric[] {
  const design = scenario.designs.find(({ id }) => id === designId)!;
  return SUMMARY_METRICS.filter(({ isMeasured }) => isMeasured(design, scenario.traffic));
}

/** The values of one run, in the order of its design's metrics. */
export function summaryValues(record: RunRecord, context: ResultContext): (number | null)[] {
  const { windows, time } = context.scenario;
  const run: MeasuredRun = {
    record,
    context,
    totals: totalFlows(record.windows[WARM_WINDOW]!.flows, EVERYTHING),
    range: wholeIntervalsOf(record, windows[WARM_WINDOW]!, time.interval),
  };
  return summaryMetricsOf(record.designId, context).map(({ measure }) => measure(run));
}

function metric(
  name: string,
  unit: Unit,
  better: Better,
  meaning: string,
  measure: SummaryMetric['measure'],
): SummaryMetric {
  return { name, unit, better, meaning, isMeasured: () => true, measure };
}

function countedMetric({ name, unit, better, meaning, holders }: Counter): SummaryMetric {
  return {
    ...metric(name, unit, better, `${meaning}; ${holders.where}`, ({ record }) => counted(name, record)),
    isMeasured: holders.include,
  };
}

function latencyQuantile(name: string, quantile: number, meaning: string): SummaryMetric {
  return metric(name, 'ms', 'lower', `${meaning}, within 0.8 %`, ({ totals }) => ms(totals.latency.quantile(quantile)));
}

function broken({ record, context, range }: MeasuredRun): number {
  const width = context.places.backends.length;
  let sum = 0;
  for (let at = range.first * width; at < range.end * width; at++) sum += record.serving.broken[at]!;
  return sum;
}

/**
 * Members that backends have at the ends of intervals, and what the design declares besides; null where the
 * measured time has no whole interval.
 */
function machines({ record, context, range }: MeasuredRun): number | null {
  const width = context.places.backends.length;
  const count = range.end - range.first;
  let sum = 0;
  for (let at = range.first * width; at < range.end * width; at++) sum += record.serving.members[at]!;
  const others = record.machines.filter(({ isHosted, role }) => !isHosted && role !== 'frontEnd').length;
  return count === 0 ? null : sum / count + others;
}

function shareOfOpen(what: string, { record, context }: MeasuredRun): number | null {
  const { windows, time } = context.scenario;
  const open = openConnections(record, windows[WARM_WINDOW]!, time.interval);
  return open === 0 ? null : countBreaks(record.windows[WARM_WINDOW]!, what) / open;
}

function returning(record: RunRecord): number {
  return counted('affinityReturning', record);
}

function counted(name: CounterName, record: RunRecord): number {
  return record.windows[WARM_WINDOW]!.counters[COUNTER[name]]!;
}

function share(count: number, totals: FlowTotals): number | null {
  return totals.offered === 0 ? null : count / totals.offered;
}

function ms(us: number | null): number | null {
  return us === null ? null : toMs(us);
}
