/**
 * Draws made a batch at a time and handed out one by one, as Spillway's traffic draws a block at a time.
 */
import { fillDurations } from '../../sim/kernel/distribution.ts';
import type { RandomStream } from '../../sim/kernel/random-stream.ts';
import { BATCH, CURSOR, NUMBER_SLOTS } from './model-layout.ts';

export interface DurationBatch {
  /** Forgets what was drawn and goes on with another stream. */
  restart(stream: RandomStream, meanUs: number): void;
  /** Exponential, in whole microseconds. Hot. */
  next(): number;
}

export function createDurationBatch(firstStream: RandomStream): DurationBatch {
  const drawn = new Float64Array(BATCH);
  let stream = firstStream;
  let meanUs = 1;
  const numbers = new Int32Array(NUMBER_SLOTS);

  function restart(another: RandomStream, anotherMeanUs: number): void {
    stream = another;
    meanUs = anotherMeanUs;
    numbers[CURSOR] = BATCH;
  }

  function next(): number {
    if (numbers[CURSOR] === BATCH) draw();
    const cursor = numbers[CURSOR]!;
    numbers[CURSOR] = cursor + 1;
    return drawn[cursor]!;
  }

  function draw(): void {
    fillDurations({ kind: 'exponential', meanUs }, stream, drawn, 0, BATCH);
    numbers[CURSOR] = 0;
  }

  return { restart, next };
}

export interface ChoiceBatch {
  /** Forgets what was drawn and goes on with another stream, choosing among `count`. */
  restart(stream: RandomStream, count: number): void;
  /** Uniform over 0 .. count - 1. Hot. */
  next(): number;
}

export function createChoiceBatch(firstStream: RandomStream): ChoiceBatch {
  const drawn = new Int32Array(BATCH);
  let stream = firstStream;
  let count = 1;
  const numbers = new Int32Array(NUMBER_SLOTS);

  function restart(another: RandomStream, anotherCount: number): void {
    stream = another;
    count = anotherCount;
    numbers[CURSOR] = BATCH;
  }

  function next(): number {
    if (numbers[CURSOR] === BATCH) draw();
    const cursor = numbers[CURSOR]!;
    numbers[CURSOR] = cursor + 1;
    return drawn[cursor]!;
  }

  function draw(): void {
    stream.fillBelow(count, drawn, BATCH);
    numbers[CURSOR] = 0;
  }

  return { restart, next };
}
