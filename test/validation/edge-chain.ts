/**
 * The tiers of the edge chain beside real Apache and nginx: every figure that has a bar, with the bars that are missed.
 */
import { FloodGate, PASSES } from '../../sim/tiers/flood-gate.ts';
import {
  type CalibrationRow,
  CHANGING_ROWS,
  calibrate,
  HOLDING_ROWS,
  meanOf,
  OUTAGES,
  residual,
  STEADY_ROWS,
  simulateRuns,
} from '../calibration/calibration-rows.ts';
import { type Figure, measuredCase } from '../calibration/measured-case.ts';
import { percent, textOf, type Unit, type ValidationRow, type ValidationSection } from './validation-section.ts';

const UNITS: Readonly<Record<Figure, { readonly name: string; readonly unit: Unit; readonly factor: number }>> = {
  offeredRps: { name: 'offered', unit: { digits: 0, suffix: '/s' }, factor: 1 },
  goodputRps: { name: 'goodput', unit: { digits: 0, suffix: '/s' }, factor: 1 },
  errorShare: { name: 'errors', unit: percent(1), factor: 100 },
  meanMs: { name: 'mean', unit: { digits: 1, suffix: ' ms' }, factor: 1 },
  p50Ms: { name: 'p50', unit: { digits: 1, suffix: ' ms' }, factor: 1 },
  p95Ms: { name: 'p95', unit: { digits: 1, suffix: ' ms' }, factor: 1 },
  p99Ms: { name: 'p99', unit: { digits: 1, suffix: ' ms' }, factor: 1 },
};

const COLUMNS = { what: 'case and figure', published: 'measured', note: 'difference' } as const;

/** Constant load: 30% to 200% of what 64 threads can serve. */
export function edgeSteady(): ValidationSection {
  return {
    title: 'Apache and nginx under constant load',
    about: [
      [
        'Apache 2.4.71 with 64 threads in front of nginx 1.22.1, and nginx without it, in front of a backend that takes 20 ms (19.55 measured; exponential',
        'or fixed); open-loop Poisson clients, one connection a request, on loopback; percentages are of 3,200 requests a second. Measured by the project',
        '(`test/calibration/measured/`; `bench/edge/` repeats it), means over clean runs. One set of global parameters, none fitted to a case. Accepted is the',
        'bar that the best of several models had set; where it is missed the last column says so, and accepted is what is held to instead.',
        '[docs/model/edge.md](model/edge.md) says how the model works and why a bar is missed.',
      ].join('\n'),
    ],
    ...COLUMNS,
    rows: STEADY_ROWS.flatMap(rowsOf),
  };
}

/** Bursts, triggers, and other settings of the kernel. */
export function edgeChanging(): ValidationSection {
  return {
    title: 'Apache and nginx under changing load',
    about: [
      [
        'Burst: 960 requests a second, five times as many for 5 s, then as before. Trigger: 2,880 a second (90%), 6,400 for 2 s, then as before. And the',
        'kernel set otherwise: SYNs repeated as before Linux 6.5, and `tcp_abort_on_overflow`.',
      ].join('\n'),
    ],
    ...COLUMNS,
    rows: CHANGING_ROWS.flatMap(rowsOf),
  };
}

/** Slow clients, outages, slots, and the gate in front. */
export function edgeHolding(): ValidationSection {
  return {
    title: 'Clients that hold connections',
    about: [
      [
        '960 requests a second beside clients that are slow over their headers, or keep a connection open; against 64 threads, and against 128 slots',
        '(`worker_connections`) of nginx. The last row is a law of the token bucket: depth + rate × time, and no more.',
      ].join('\n'),
    ],
    ...COLUMNS,
    rows: [...HOLDING_ROWS.flatMap(rowsOf), ...OUTAGES.map(outageRow), floodRow()],
  };
}

function rowsOf(row: CalibrationRow): ValidationRow[] {
  const calibrated = calibrate(row);
  return Object.entries(row.bars).map(([key, bar]) => {
    const figure = key as Figure;
    const { name, unit, factor } = UNITS[figure];
    const measured = factor * calibrated.measured[figure];
    const here = factor * calibrated.simulated[figure];
    const tolerated = row.missed[figure] ?? bar!;
    const span = figure === 'errorShare' ? tolerated : measured * tolerated;
    return {
      what: `${row.what}: ${name}`,
      published: textOf(measured, unit),
      accepted: { low: Math.max(0, measured - span), high: measured + span, here, unit },
      note: noteOf(residual(calibrated, figure), figure, bar!, figure in row.missed),
    };
  });
}

function noteOf(difference: number, figure: Figure, bar: number, isMissed: boolean): string {
  const isShare = figure !== 'errorShare';
  const text = isShare ? `${signed(100 * difference)}%` : `${signed(difference)} points`;
  if (!isMissed) return text;
  return `${text}; **misses the bar of ${isShare ? `${Math.round(100 * bar)}%` : `${bar} points`}**`;
}

function signed(value: number): string {
  const text = value.toFixed(1);
  return text.startsWith('-') ? text : `+${text}`;
}

function outageRow(id: string): ValidationRow {
  const here = meanOf(simulateRuns(measuredCase(id), 0, 1).map(({ figures }) => figures.goodputRps));
  return { what: `${id}: goodput`, published: '0/s', accepted: { exactly: '0/s', here: `${here}/s` }, note: '' };
}

function floodRow(): ValidationRow {
  const commonRate = { perS: 1_000, burst: 500 };
  const gate = new FloodGate({ clientCount: 1, clientRate: null, commonRate, banUs: 0 });
  // Ten times the rate, both ends of the 5 s included.
  for (let nowUs = 0; nowUs <= 5_000_000; nowUs += 100) gate.judge(0, nowUs);
  return {
    what: 'flood of 10,000/s for 5 s at a gate of 1,000/s, 500 at once: requests let in',
    published: '5500',
    accepted: { exactly: '5500', here: String(gate.counts[PASSES]) },
    note: '',
  };
}
