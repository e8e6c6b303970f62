/**
 * The progress bar, on a terminal only: how much has been simulated, how fast, how long it will take.
 *
 * Drawn from memory that the workers write, on a timer of the main thread, which otherwise waits.
 */
import { Presets, SingleBar } from 'cli-progress';
import { formatDuration } from '../viz/format.ts';
import type { Io } from './io.ts';
import type { SharedControl } from './pool/shared-control.ts';

/** Often enough to look alive, seldom enough to cost nothing. */
const REDRAW_MS = 100;
/** Before this much of the work is done an estimate of the rest would jump about. */
const ESTIMATE_FROM_SHARE = 0.02;

export interface ProgressOptions {
  readonly label: string;
  readonly runCount: number;
  /** Length of each run. */
  readonly durationUs: number;
  readonly control: SharedControl;
}

/** Returns what ends it. Draws nothing where nobody watches. */
export function showProgress(io: Io, options: ProgressOptions): () => void {
  if (!io.isErrTerminal) return () => undefined;
  const { label, runCount, durationUs } = options;
  const startedAtMs = performance.now();
  const bar = new SingleBar(
    {
      format: '{label} {bar} {percentage}%  {simulated} of {total_time}  {rate}  {left}',
      hideCursor: true,
      clearOnComplete: true,
      gracefulExit: false,
    },
    Presets.shades_classic,
  );
  const totalUs = runCount * durationUs;
  const fields = { label, total_time: formatDuration(totalUs / 1_000), simulated: '', rate: '', left: '' };
  bar.start(totalUs, 0, fields);
  const redraw = (): void => {
    const { simulatedUs, eventCount } = sumOf(options);
    bar.update(simulatedUs, {
      ...fields,
      ...figures(simulatedUs, eventCount, totalUs, performance.now() - startedAtMs),
    });
  };
  const timer = setInterval(redraw, REDRAW_MS);
  return () => {
    clearInterval(timer);
    bar.stop();
  };
}

function sumOf({ runCount, control }: ProgressOptions): { simulatedUs: number; eventCount: number } {
  let simulatedUs = 0;
  let eventCount = 0;
  for (let run = 0; run < runCount; run++) {
    simulatedUs += control.simulatedUs(run);
    eventCount += control.eventCount(run);
  }
  return { simulatedUs, eventCount };
}

function figures(simulatedUs: number, eventCount: number, totalUs: number, elapsedMs: number) {
  const done = simulatedUs / totalUs;
  const millionsPerSecond = eventCount / 1_000 / Math.max(elapsedMs, 1);
  const leftMs = (elapsedMs * (1 - done)) / done;
  return {
    simulated: formatDuration(simulatedUs / 1_000) || '0 s',
    rate: `${millionsPerSecond.toFixed(1)} M events/s`,
    left: done < ESTIMATE_FROM_SHARE ? '' : `${formatDuration(Math.max(1_000, leftMs))} left`,
  };
}
