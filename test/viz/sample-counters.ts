/**
 * Counters of the sample result: the first design is asked steadily and by many at once when the surge begins; the
 * second passes its servers' bytes on.
 */
import type { CounterSeries } from '../../sim/metrics/experiment-result.ts';
import type { SamplePlan } from './sample-world.ts';

const STEADY_ASKS = 5;
const HERD = 400;
const BYTES = 2_500_000;

export function sampleCounters({ designs, durationMs, intervalMs, surge }: SamplePlan): CounterSeries[] {
  const times = Array.from({ length: durationMs / intervalMs }, (_, at) => at * intervalMs);
  const sinceSurge = (timeMs: number): number => (surge === null ? -1 : timeMs - surge.startMs);
  const asks = times.map((timeMs) => {
    const herd = sinceSurge(timeMs) < 0 ? 0 : HERD * Math.exp(-sinceSurge(timeMs) / 60_000);
    return Math.round(STEADY_ASKS + herd);
  });
  const dead = times.map((timeMs) => (sinceSurge(timeMs) >= 0 && sinceSurge(timeMs) < 30_000 ? 20 : 0));
  const [first, second] = [designs[0]!.id, designs[1]?.id];
  return [
    { designId: first, counter: 'asks', unit: 'requests', values: asks },
    ...(surge === null
      ? []
      : [{ designId: first, counter: 'deadAssignments' as const, unit: 'requests' as const, values: dead }]),
    { designId: first, counter: 'serverBytesOut', unit: 'bytes', values: times.map(() => BYTES) },
    ...(second === undefined
      ? []
      : (['balancerBytesOut', 'serverBytesOut'] as const).map((counter) => {
          return { designId: second, counter, unit: 'bytes' as const, values: times.map(() => 2 * BYTES) };
        })),
  ];
}
