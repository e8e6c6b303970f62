/**
 * What the simulated chain is held to: rows of measured cases, the bar of each figure, and the bars
 * that are missed, with by how much.
 *
 * Cases that differ in nothing that the figure shows (the MPM, under short connections) are pooled on both sides:
 * repeated measurements of one case differ by as much as its neighbours do.
 */
import { FIGURES, type Figure, type MeasuredCase, measuredCase } from './measured-case.ts';
import { type SimulatedCase, simulateCase } from './simulate-case.ts';

/** Simulated runs of a row, over its cases. */
const RUNS = 8;

export type Bars = Readonly<Partial<Record<Figure, number>>>;

export interface CalibrationRow {
  readonly what: string;
  readonly ids: readonly string[];
  /** Tolerated difference, as a share of what was measured; of `errorShare` in points. */
  readonly bars: Bars;
  /** Where the bar is not reached: what is held to instead. */
  readonly missed: Bars;
}

/** Below saturation. */
const UNSATURATED: Bars = { goodputRps: 0.01, errorShare: 0.1, meanMs: 0.03, p50Ms: 0.04, p95Ms: 0.04, p99Ms: 0.04 };
/** Above it, where half-open connections and repetitions decide. */
const OVERLOAD: Bars = { goodputRps: 0.03, errorShare: 2, p50Ms: 0.05, p95Ms: 0.05, p99Ms: 0.05 };
/** The same at twice the capacity: the median lies between two modes and says nothing. */
const TWICE: Bars = { goodputRps: 0.03, errorShare: 2, p95Ms: 0.05, p99Ms: 0.05 };
/** A load that changes. */
const CHANGING: Bars = { goodputRps: 0.03, errorShare: 1.5, p50Ms: 0.05, p95Ms: 0.05, p99Ms: 0.05 };
const THROUGHPUT: Bars = { goodputRps: 0.01 };
const LOST: Bars = { errorShare: 2 };

const MPMS = ['event', 'prefork', 'worker'] as const;

function row(what: string, ids: readonly string[], bars: Bars): CalibrationRow {
  return { what, ids, bars, missed: {} };
}

function steadyNginx(): CalibrationRow[] {
  return ['0.3', '0.7', '0.9', '1.2', '2.0'].map((rho) =>
    row(`nginx, ${percentOf(rho)}`, [`steady-exp20/nginx/rho${rho}`], UNSATURATED),
  );
}

function steadyApache(): CalibrationRow[] {
  const of = (set: string, suffix: string, rho: string): string[] =>
    MPMS.map((mpm) => `${set}/${mpm}${suffix}/rho${rho}`);
  const default_ = (rho: string, bars: Bars): CalibrationRow =>
    row(`Apache, ${percentOf(rho)}`, of('steady-exp20-default', '', rho), bars);
  const noFilter = (rho: string, bars: Bars): CalibrationRow =>
    row(`Apache without filter, ${percentOf(rho)}`, of('steady-exp20', 'nf', rho), bars);
  return [
    default_('0.3', UNSATURATED),
    default_('0.7', UNSATURATED),
    default_('0.9', UNSATURATED),
    default_('1.2', OVERLOAD),
    row('Apache, 200%', ['steady-exp20-default/pooled/rho2.0'], OVERLOAD),
    noFilter('0.3', UNSATURATED),
    noFilter('0.7', UNSATURATED),
    noFilter('0.9', UNSATURATED),
    noFilter('1.2', OVERLOAD),
    noFilter('2.0', TWICE),
  ];
}

function steadyFixed(): CalibrationRow[] {
  const rows = ['0.3', '0.7', '0.9', '2.0'].map((rho) =>
    row(`nginx, fixed work, ${percentOf(rho)}`, [`steady-fixed20/nginx/rho${rho}`], UNSATURATED),
  );
  const apache = (rho: string, bars: Bars): CalibrationRow =>
    row(
      `Apache without filter, fixed work, ${percentOf(rho)}`,
      ['preforknf', 'workernf'].map((server) => `steady-fixed20/${server}/rho${rho}`),
      bars,
    );
  return [
    ...rows,
    apache('0.3', UNSATURATED),
    apache('0.7', UNSATURATED),
    apache('0.9', UNSATURATED),
    apache('2.0', TWICE),
  ];
}

function changing(): CalibrationRow[] {
  return [
    row('nginx, burst', ['burst-exp20/nginx/base960'], UNSATURATED),
    row('Apache, burst', ['burst-exp20/prefork/base960'], CHANGING),
    row('Apache without filter, burst', ['burst-exp20/eventnf/base960', 'burst-exp20/preforknf/base960'], CHANGING),
    row('nginx, trigger', ['trigger-exp20/nginx/base2880'], UNSATURATED),
    row('Apache, trigger', ['trigger-exp20/prefork/base2880'], CHANGING),
    row('Apache without filter, trigger', ['trigger-exp20/preforknf/base2880'], CHANGING),
  ];
}

function kernels(): CalibrationRow[] {
  return [
    row('SYN repeated at 1, 3, 7 s, 120%', ['netns-classic/preforkns/rho1.2'], OVERLOAD),
    row('SYN repeated at 1, 3, 7 s, burst', ['netns-classic/preforkns/base960'], CHANGING),
    row('tcp_abort_on_overflow, 120%', ['netns-abort/preforkns/rho1.2'], OVERLOAD),
    row('tcp_abort_on_overflow, 200%', ['netns-abort/preforkns/rho2.0'], OVERLOAD),
    row('tcp_abort_on_overflow, burst', ['netns-abort/preforkns/base960'], CHANGING),
  ];
}

function slowClients(): CalibrationRow[] {
  const slow = (what: string, ids: readonly string[], bars: Bars): CalibrationRow =>
    row(
      what,
      ids.map((id) => `slow-exp20/${id}`),
      bars,
    );
  const all48 = ['prefork/hdr48', 'worker/hdr48', 'event/hdr48', 'prefork/ka48', 'worker/ka48'];
  return [
    slow('no slow client', ['prefork/hdr0'], UNSATURATED),
    slow('32 slow headers or idle', ['prefork/hdr32', 'prefork/ka32'], UNSATURATED),
    slow('40 slow headers', ['prefork/hdr40'], UNSATURATED),
    slow('48 slow headers or idle: 16 threads left', all48, { ...THROUGHPUT, errorShare: 1.5, p50Ms: 0.05 }),
    slow('64 that send nothing, deferred accept', ['prefork/none64'], UNSATURATED),
    slow('event MPM, 48 and 64 idle', ['event/ka48', 'event/ka64'], UNSATURATED),
    slow(
      'nginx, 64 and 1,000 slow or idle',
      ['nginx/hdr64', 'nginx/hdr1000', 'nginx/ka64', 'nginx/ka1000'],
      UNSATURATED,
    ),
    row(
      'left open, prefork and worker, 25/s',
      ['keepalive-hold/prefork/lam25', 'keepalive-hold/worker/lam25'],
      THROUGHPUT,
    ),
    row(
      'never closed, prefork and worker, 25/s',
      ['keepalive-hold/prefork/lam25-noFIN', 'keepalive-hold/worker/lam25-noFIN'],
      THROUGHPUT,
    ),
    row('left open, event MPM, 60/s', ['keepalive-hold/event/lam60', 'keepalive-hold/event/lam60-noFIN'], {
      goodputRps: 0.03,
    }),
    row('left open, nginx, 960/s', ['keepalive-hold/nginx/lam960-noFIN'], UNSATURATED),
  ];
}

function slots(): CalibrationRow[] {
  const wc = (what: string, id: string, bars: Bars): CalibrationRow => row(what, [`nginx-wc128/nginxwc/${id}`], bars);
  return [
    wc('128 slots, no slow client', 'hdr0', UNSATURATED),
    wc('128 slots, 60 slow headers', 'hdr60', LOST),
    wc('128 slots, 60 slow headers, warm pool', 'hdr60-warmpool', LOST),
    wc('128 slots, 100 slow headers', 'hdr100', LOST),
    wc('128 slots, 130 idle', 'ka130', LOST),
  ];
}

/** Bars that the model does not reach, and what it is held to there; `docs/model/edge.md` says why. */
const MISSED: Readonly<Record<string, Bars>> = {
  'Apache without filter, 120%': { errorShare: 3.5, p95Ms: 0.16 },
  'Apache without filter, 200%': { errorShare: 5 },
  'nginx, fixed work, 30%': { p99Ms: 0.12 },
  'nginx, fixed work, 70%': { p99Ms: 0.1 },
  'nginx, fixed work, 90%': { p99Ms: 0.17 },
  'nginx, fixed work, 200%': { p95Ms: 0.12, p99Ms: 0.23 },
  'Apache without filter, fixed work, 30%': { p95Ms: 0.07, p99Ms: 0.19 },
  'Apache without filter, fixed work, 70%': { p95Ms: 0.13, p99Ms: 0.43 },
  'Apache without filter, fixed work, 90%': { meanMs: 0.12, p95Ms: 0.31, p99Ms: 0.35 },
  'Apache without filter, fixed work, 200%': { goodputRps: 0.06, errorShare: 8.5 },
  'Apache, burst': { p95Ms: 0.09 },
  'Apache without filter, burst': { errorShare: 2, p95Ms: 0.17 },
  'Apache, trigger': { p99Ms: 0.15 },
  'Apache without filter, trigger': { p95Ms: 0.22 },
  'SYN repeated at 1, 3, 7 s, 120%': { errorShare: 3 },
  'SYN repeated at 1, 3, 7 s, burst': { errorShare: 3 },
  'tcp_abort_on_overflow, 120%': { p95Ms: 0.11, p99Ms: 0.13 },
  'tcp_abort_on_overflow, 200%': { p99Ms: 0.29 },
  '40 slow headers': { meanMs: 0.05, p50Ms: 0.07 },
  '128 slots, 130 idle': { errorShare: 5 },
};

/** Constant load. */
export const STEADY_ROWS = withMisses([...steadyNginx(), ...steadyApache(), ...steadyFixed()]);
/** A load that changes, and kernels set otherwise. */
export const CHANGING_ROWS = withMisses([...changing(), ...kernels()]);
/** Clients that hold connections, against threads and against slots. */
export const HOLDING_ROWS = withMisses([...slowClients(), ...slots()]);

function withMisses(rows: readonly CalibrationRow[]): CalibrationRow[] {
  return rows.map((each) => ({ ...each, missed: MISSED[each.what] ?? {} }));
}

/** Cases in which nobody was served: the simulated chain serves nobody either. */
export const OUTAGES: readonly string[] = [
  'slow-exp20/prefork/hdr64',
  'slow-exp20/prefork/ka64',
  'slow-exp20/worker/hdr64',
  'slow-exp20/worker/ka64',
  'slow-exp20/event/hdr64',
  'slow-exp20/event/ka256',
  'slow-exp20/preforknf/none64',
  'nginx-wc128/nginxwc/hdr126',
  'nginx-wc128/nginxwc/hdr130',
  'nginx-wc128/nginxwc/hdr100-warmpool',
];

/** A row's figures, measured and simulated: means over its cases. */
export interface CalibratedRow {
  readonly row: CalibrationRow;
  readonly measured: Readonly<Record<Figure, number>>;
  readonly simulated: Readonly<Record<Figure, number>>;
}

export function calibrate(each: CalibrationRow): CalibratedRow {
  const cases = each.ids.map(measuredCase);
  const count = Math.ceil(RUNS / cases.length);
  // Runs of their own for each case: pooling the same draws would average nothing.
  const runs = cases.map((measured, at) => simulateRuns(measured, at * count, count));
  return {
    row: each,
    measured: meansOf(
      cases.map(
        ({ measured }) =>
          (figure) =>
            measured[figure]?.mean ?? Number.NaN,
      ),
    ),
    simulated: meansOf(runs.map((of) => (figure) => meanOf(of.map(({ figures }) => figures[figure])))),
  };
}

export function simulateRuns(measured: MeasuredCase, first: number, count: number): SimulatedCase[] {
  return Array.from({ length: count }, (_, run) => simulateCase(measured, first + run));
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function meansOf(sources: readonly ((figure: Figure) => number)[]): Record<Figure, number> {
  return Object.fromEntries(FIGURES.map((figure) => [figure, meanOf(sources.map((of) => of(figure)))])) as Record<
    Figure,
    number
  >;
}

/** Simulated less measured: a share of what was measured, of `errorShare` in points. */
export function residual({ measured, simulated }: CalibratedRow, figure: Figure): number {
  const difference = simulated[figure] - measured[figure];
  return figure === 'errorShare' ? 100 * difference : difference / measured[figure];
}

function percentOf(rho: string): string {
  return `${Math.round(100 * Number(rho))}%`;
}
