/**
 * The points of an axis in turns, round by round, each in a process of its own: whatever else the machine does hits all
 * alike, and a point is compared with the smallest one in the same round. A point so long that it has one round only is
 * compared with the smallest one's median.
 */
import { LineEngine } from '../engines/line-engine.ts';
import { V8_FLAGS } from '../engines/v8-flags.ts';
import { type Spread, spreadOf } from '../measure/spread.ts';
import type { ScaleAxis } from './axes.ts';
import type { ScaleAnswer } from './scale-engine.ts';

export interface PointResult {
  readonly value: number;
  readonly connections: number;
  /** Clients that connected at least once, on the axis of clients; else `null`. */
  readonly clientsSeen: number | null;
  readonly nsPerConnection: Spread;
  /**
   * Cost of a connection over that at the smallest point: in the same round, or over its median where a
   * point takes part in fewer rounds.
   */
  readonly timesSmallest: Spread;
  readonly compileSeconds: number;
  readonly setUpSeconds: number;
  /** The most that the process was. */
  readonly residentBytes: number;
  /** At its most, after collections: V8's heap and all arrays, also what of them was never written to. */
  readonly reservedBytes: number;
}

export interface AxisResult {
  readonly axis: Pick<ScaleAxis, 'id' | 'title' | 'unit'>;
  readonly points: readonly PointResult[];
}

/** @param program the bundle of `scale-engine.ts` */
export async function measureAxis(
  { points, ...axis }: ScaleAxis,
  program: string,
  worldFile: string,
  progress: (what: string) => void,
): Promise<AxisResult> {
  const engines = points.map((point) => {
    const args = [...V8_FLAGS, '--expose-gc', program, JSON.stringify(point), worldFile];
    return new LineEngine(`${axis.id} ${point.value}`, { file: process.execPath, args });
  });
  const answers = points.map((): ScaleAnswer[] => []);
  try {
    for (let round = 0; round < Math.max(...points.map(({ rounds }) => rounds)); round++) {
      for (const [index, engine] of engines.entries()) {
        if (round >= points[index]!.rounds) continue;
        progress(`${axis.title}: ${points[index]!.value}, round ${round + 1}`);
        answers[index]!.push((await engine.ask(String(round))) as ScaleAnswer);
      }
    }
  } finally {
    for (const engine of engines) engine.close();
  }
  return { axis, points: points.map(({ value }, index) => summary(value, answers[index]!, answers[0]!)) };
}

function summary(value: number, answers: readonly ScaleAnswer[], smallest: readonly ScaleAnswer[]): PointResult {
  const last = answers.at(-1)!;
  const ofSmallest = smallest.map(({ nsPerConnection }) => nsPerConnection);
  const { median } = spreadOf(ofSmallest);
  // One long run beside many short ones: any single one of these says more of its moment than of the machine.
  const isPaired = answers.length === smallest.length;
  return {
    value,
    connections: last.offered,
    clientsSeen: last.clientsSeen,
    nsPerConnection: spreadOf(answers.map(({ nsPerConnection }) => nsPerConnection)),
    timesSmallest: spreadOf(
      answers.map(({ nsPerConnection }, round) => nsPerConnection / (isPaired ? ofSmallest[round]! : median)),
    ),
    compileSeconds: last.compileSeconds,
    setUpSeconds: Math.min(...answers.map(({ setUpSeconds }) => setUpSeconds)),
    residentBytes: last.residentBytes,
    reservedBytes: Math.max(...last.reservedBytes),
  };
}
