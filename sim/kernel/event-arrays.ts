/**
 * All that the event queue keeps, in typed arrays: an event's record, the heads of its
 * lists, its clock and its numbers.
 *
 * The arrays never change while a queue works on them, so that V8 can write their addresses and lengths into its code
 * (see `event-queue.ts`); one with more room gets arrays of its own. Memory that was never used costs nothing: the
 * system gives zeroed pages when they are touched.
 */
import {
  BOUND,
  CLOCK_SLOTS,
  DEAD,
  EVENTS_UNTIL_LOOK,
  FREE,
  LOOK_EVENTS,
  NO_EVENT,
  NUMBER_SLOTS,
  OVERFLOW_EARLIEST,
  RECORD_SHIFT,
  SLOT_MASK,
  TARGET,
  USED_COUNT,
} from './event-layout.ts';
import { setWidth } from './event-window.ts';
import { grownFloat64, grownInt32 } from './grow-array.ts';
import { NEVER } from './time.ts';
import {
  EVENTS_AT_FIRST_MAX,
  EVENTS_LEFT_TO_DOUBLE,
  INITIAL_BUCKETS,
  INITIAL_EVENTS,
  INITIAL_WIDTH_US,
  LOOK_PERIOD,
  MAX_BUCKETS,
} from './tuning.ts';

/** Timers of the parts of a design are not among the events expected. */
const ROOM_TO_SPARE = 1.1;

export interface EventArrays {
  /** [capacity] Due instant of each record, or FREE. */
  readonly time: Float64Array<ArrayBuffer>;
  /** [capacity][4] Words of each record. */
  readonly record: Int32Array<ArrayBuffer>;
  /** First event of each bucket. */
  readonly heads: Int32Array<ArrayBuffer>;
  /** A bit for each bucket that is not empty. */
  readonly bits: Int32Array<ArrayBuffer>;
  readonly clock: Float64Array<ArrayBuffer>;
  readonly numbers: Int32Array<ArrayBuffer>;
}

/** @param capacity how many events may be pending, a power of two */
export function newEventArrays(capacity: number): EventArrays {
  const bucketsMax = bucketRoom(capacity);
  const arrays = {
    time: new Float64Array(capacity),
    record: new Int32Array(capacity << RECORD_SHIFT),
    heads: new Int32Array(bucketsMax),
    bits: new Int32Array(bucketsMax >> 5),
    clock: new Float64Array(CLOCK_SLOTS),
    numbers: new Int32Array(NUMBER_SLOTS),
  };
  clearEventArrays(arrays);
  return arrays;
}

/** Nothing pending, at instant 0. */
export function clearEventArrays(arrays: EventArrays): void {
  const { time, record, heads, bits, clock, numbers } = arrays;
  time.fill(FREE, 0, numbers[USED_COUNT]!);
  time[NO_EVENT] = NEVER;
  record[NO_EVENT | TARGET] = DEAD;
  heads.fill(NO_EVENT);
  bits.fill(0);
  clock.fill(0);
  clock[OVERFLOW_EARLIEST] = NEVER;
  clock[BOUND] = NEVER;
  numbers.fill(0);
  numbers[USED_COUNT] = 1;
  numbers[SLOT_MASK] = INITIAL_BUCKETS - 1;
  numbers[EVENTS_UNTIL_LOOK] = LOOK_PERIOD;
  numbers[LOOK_EVENTS] = LOOK_PERIOD;
  setWidth(arrays, INITIAL_WIDTH_US);
}

/** The same events with room for twice as many; every list goes on as it is. */
export function grownEventArrays({ time, record, heads, bits, clock, numbers }: EventArrays): EventArrays {
  const capacity = time.length * 2;
  const bucketsMax = bucketRoom(capacity);
  return {
    time: grownFloat64(time, capacity),
    record: grownInt32(record, capacity << RECORD_SHIFT),
    heads: grownInt32(heads, bucketsMax),
    bits: grownInt32(bits, bucketsMax >> 5),
    clock: grownFloat64(clock, CLOCK_SLOTS),
    numbers: grownInt32(numbers, NUMBER_SLOTS),
  };
}

/**
 * Capacity to begin with: the usual one, or where very many are expected room for all, because doubling keeps those
 * that it copied twice for a while.
 */
export function capacityFor(expectedEvents: number): number {
  if (expectedEvents <= EVENTS_LEFT_TO_DOUBLE) return INITIAL_EVENTS;
  return 2 ** Math.ceil(Math.log2(Math.min(EVENTS_AT_FIRST_MAX, expectedEvents * ROOM_TO_SPARE)));
}

/** There are never more buckets than events that may be pending, but for few events. */
function bucketRoom(capacity: number): number {
  return Math.min(MAX_BUCKETS, Math.max(INITIAL_BUCKETS, capacity));
}
