/**
 * Goal: the kinds of backoff rank as in the simulator of Brooker, "Exponential Backoff And Jitter", AWS Architecture
 * Blog 2015 (aws-samples/aws-arch-backoff-simulator).
 * Method: its contention model: 100 clients each read a version and write it back; a write of an old version fails,
 * and the client waits and begins again. Calls (writes) and the time until all are done, means of 40 runs, against
 * those of a run of that simulator.
 */
import { describe, expect, it } from 'vitest';
import { backoffUs } from '../../sim/designs/parts/backoff.ts';
import type { RandomStream } from '../../sim/kernel/random-stream.ts';
import { RandomStreams } from '../../sim/kernel/random-streams.ts';
import { duration } from '../../sim/kernel/time.ts';
import type { BackoffKind } from '../../sim/scenario/resolved-retry.ts';

const CLIENTS = 100;
const RUNS = 40;
const MS = 1_000;
/** Of the simulator: one way takes |N(10 ms, 2 ms)|. */
const WAY_MEAN_MS = 10;
const WAY_SD_MS = 2;
/** Its base is 5 ms and its cap 2 s; its first wait of the exponential kinds is already twice the base. */
const CAP_MS = 2_000;
const BASE_MS = { exponential: 10, equalJitter: 10, fullJitter: 10, decorrelatedJitter: 5 } as const;

interface Contention {
  readonly calls: number;
  readonly doneMs: number;
}

interface Message {
  atMs: number;
  client: number;
  kind: 'read' | 'readAnswer' | 'write' | 'writeAnswer';
  version: number;
  isWritten: boolean;
}

function contend(kind: keyof typeof BASE_MS | null, run: number): Contention {
  const streams = new RandomStreams('contention', run);
  const ways = streams.stream('ways');
  const chance = streams.stream('backoff');
  const backoff =
    kind === null
      ? null
      : { kind: kind as BackoffKind, base: duration(BASE_MS[kind] * MS), cap: duration(CAP_MS * MS) };
  const way = (): number => Math.abs(WAY_MEAN_MS + WAY_SD_MS * normal(ways));
  const failed = new Int32Array(CLIENTS);
  const waitedUs = new Float64Array(CLIENTS);
  const messages: Message[] = [];
  const send = (atMs: number, client: number, rest: Pick<Message, 'kind' | 'version' | 'isWritten'>): void => {
    messages.push({ atMs, client, ...rest });
  };
  for (let client = 0; client < CLIENTS; client++) send(way(), client, { kind: 'read', version: 0, isWritten: false });
  let version = 0;
  let calls = 0;
  let doneMs = 0;
  while (messages.length > 0) {
    const first = messages.reduce((best, message, at) => (message.atMs < messages[best]!.atMs ? at : best), 0);
    const { atMs, client, kind: what, version: known, isWritten } = messages.splice(first, 1)[0]!;
    switch (what) {
      case 'read':
        send(atMs + way(), client, { kind: 'readAnswer', version, isWritten: false });
        break;
      case 'readAnswer':
        send(atMs + way(), client, { kind: 'write', version: known, isWritten: false });
        break;
      case 'write': {
        calls++;
        const isCurrent = known === version;
        if (isCurrent) version++;
        send(atMs + way(), client, { kind: 'writeAnswer', version, isWritten: isCurrent });
        break;
      }
      case 'writeAnswer':
        if (isWritten) doneMs = atMs;
        else {
          failed[client]!++;
          waitedUs[client] = backoffUs(backoff, failed[client]!, waitedUs[client]!, chance);
          const againAt = atMs + waitedUs[client]! / MS + way();
          send(againAt, client, { kind: 'read', version: 0, isWritten: false });
        }
    }
  }
  return { calls, doneMs };
}

/** Box and Muller. */
function normal(chance: RandomStream): number {
  return Math.sqrt(-2 * Math.log(1 - chance.uniform())) * Math.cos(2 * Math.PI * chance.uniform());
}

function meanOf(kind: keyof typeof BASE_MS | null): Contention {
  const runs = Array.from({ length: RUNS }, (_, run) => contend(kind, run));
  const mean = (of: (run: Contention) => number): number => runs.reduce((sum, run) => sum + of(run), 0) / RUNS;
  return { calls: mean(({ calls }) => calls), doneMs: mean(({ doneMs }) => doneMs) };
}

/** Of 40 runs of the simulator. */
const MEASURED = [
  [null, 2_424, 2_024],
  ['exponential', 1_860, 63_616],
  ['equalJitter', 812, 6_653],
  ['fullJitter', 796, 4_859],
  ['decorrelatedJitter', 1_000, 4_598],
] as const;

describe('100 clients that contend', () => {
  const means = new Map(MEASURED.map(([kind]) => [kind, meanOf(kind)]));

  it.each(MEASURED)('with backoff %s make %d calls and are done after %d ms', (kind, calls, doneMs) => {
    // Means of 40 runs each, of another random number generator.
    expect(Math.abs(means.get(kind)!.calls / calls - 1)).toBeLessThan(0.05);
    expect(Math.abs(means.get(kind)!.doneMs / doneMs - 1)).toBeLessThan(0.05);
  });

  it('call least with full jitter, 57 % less than without jitter', () => {
    const calls = MEASURED.map(([kind]) => [means.get(kind)!.calls, kind] as const);
    const order = calls.sort(([a], [b]) => a - b).map(([, kind]) => kind);
    expect(order).toEqual(['fullJitter', 'equalJitter', 'decorrelatedJitter', 'exponential', null]);
    const saved = 1 - means.get('fullJitter')!.calls / means.get('exponential')!.calls;
    expect(saved).toBeGreaterThan(0.5);
  });
});
