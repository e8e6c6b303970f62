/**
 * What the event queue does seldom, once in thousands of events: its window of buckets moves on, takes
 * in what it reaches of the overflow, and gets another width. Where events wait and why their order
 * stays is told in `event-queue.ts`.
 */
import {
  bucketCountFor,
  distanceToNonEmpty,
  isWidthFit,
  prependToBucket,
  takeBucket,
  widthFor,
} from './bucket-window.ts';
import type { EventArrays } from './event-arrays.ts';
import {
  BOUND,
  DEAD_COUNT,
  DUE_BEFORE,
  DUE_HEAD,
  EVENTS_UNTIL_LOOK,
  EXTEND_AT,
  FREE,
  FREE_HEAD,
  HANDLER_MAX,
  HELD_COUNT,
  LOOK_EVENTS,
  LOOKED_AT,
  NEXT,
  NO_EVENT,
  NOW,
  OVERFLOW_COUNT,
  OVERFLOW_EARLIEST,
  OVERFLOW_HEAD,
  PASSED_OVER_COUNT,
  PER_WIDTH,
  PREVIOUS,
  RECORD_SHIFT,
  SLOT_MASK,
  TARGET,
  WALKED_COUNT,
  WIDTH,
  WINDOW_END,
} from './event-layout.ts';
import { linkBefore, reversed } from './event-list.ts';
import { NEVER } from './time.ts';
import { LOOK_PERIOD, NARROWING } from './tuning.ts';

export function setWidth(arrays: EventArrays, widthUs: number): void {
  arrays.clock[WIDTH] = widthUs;
  arrays.clock[PER_WIDTH] = 1 / widthUs;
  moveWindow(arrays);
}

/** Lets the window begin at DUE_BEFORE. */
export function moveWindow(arrays: EventArrays): void {
  const { clock, numbers } = arrays;
  const spanUs = clock[WIDTH]! * (numbers[SLOT_MASK]! + 1);
  clock[WINDOW_END] = clock[DUE_BEFORE]! + spanUs;
  clock[EXTEND_AT] = clock[DUE_BEFORE]! + spanUs / 2;
  if (numbers[OVERFLOW_COUNT]! > 0) spillOverflow(arrays);
}

/** All buckets up to the bound are empty: they need not be scanned again. */
export function skipBuckets(arrays: EventArrays): void {
  const { clock } = arrays;
  const boundFrom = Math.floor(clock[BOUND]! * clock[PER_WIDTH]!) * clock[WIDTH]!;
  if (boundFrom > clock[DUE_BEFORE]!) clock[DUE_BEFORE] = boundFrom;
  if (boundFrom >= clock[EXTEND_AT]!) moveWindow(arrays);
}

/**
 * Every event is in overflow: starts the window at the earliest, if that is due before the bound; says whether it did.
 */
export function startWindow(arrays: EventArrays): boolean {
  const { time, record, clock, numbers } = arrays;
  if (numbers[OVERFLOW_COUNT] === 0 || clock[OVERFLOW_EARLIEST]! >= clock[BOUND]!) return false;
  let earliest: number = NEVER;
  for (let event = numbers[OVERFLOW_HEAD]!; event !== NO_EVENT; event = record[event | NEXT]!) {
    const at = time[event >> RECORD_SHIFT]!;
    if (at < earliest) earliest = at;
  }
  clock[OVERFLOW_EARLIEST] = earliest;
  if (earliest >= clock[BOUND]!) return false;
  clock[DUE_BEFORE] = Math.floor(earliest * clock[PER_WIDTH]!) * clock[WIDTH]!;
  moveWindow(arrays);
  return true;
}

export function linkToOverflow({ time, record, clock, numbers }: EventArrays, event: number): void {
  const at = time[event >> RECORD_SHIFT]!;
  const head = numbers[OVERFLOW_HEAD]!;
  record[event | NEXT] = head;
  record[event | PREVIOUS] = NO_EVENT;
  record[head | PREVIOUS] = event;
  numbers[OVERFLOW_HEAD] = event;
  numbers[OVERFLOW_COUNT]!++;
  if (at < clock[OVERFLOW_EARLIEST]!) clock[OVERFLOW_EARLIEST] = at;
}

/**
 * Takes a cancelled event out at once: timers that are set far ahead are most often cancelled, and would fill
 * overflow until the window gets there.
 */
export function unlinkFromOverflow({ record, numbers }: EventArrays, event: number): void {
  const before = record[event | PREVIOUS]!;
  const following = record[event | NEXT]!;
  if (before === NO_EVENT) numbers[OVERFLOW_HEAD] = following;
  else record[before | NEXT] = following;
  record[following | PREVIOUS] = before;
  numbers[OVERFLOW_COUNT]!--;
}

/** Frees a cancelled event that is in no list any more. */
export function freeDead({ time, record, numbers }: EventArrays, event: number): void {
  time[event >> RECORD_SHIFT] = FREE;
  record[event | NEXT] = numbers[FREE_HEAD]!;
  numbers[FREE_HEAD] = event;
  numbers[HELD_COUNT]!--;
  numbers[DEAD_COUNT]!--;
}

/** Looks whether the width still suits the rate at which events come due. */
export function lookAtWidth(arrays: EventArrays): void {
  const { clock, numbers } = arrays;
  const elapsedUs = Math.max(1, clock[NOW]! - clock[LOOKED_AT]!);
  const eventsPerUs = Math.max(1, numbers[LOOK_EVENTS]! - numbers[EVENTS_UNTIL_LOOK]!) / elapsedUs;
  numbers[EVENTS_UNTIL_LOOK] = LOOK_PERIOD;
  numbers[LOOK_EVENTS] = LOOK_PERIOD;
  numbers[PASSED_OVER_COUNT] = 0;
  clock[LOOKED_AT] = clock[NOW]!;
  const bucketCount = bucketCountFor(numbers[HELD_COUNT]!);
  if (isWidthFit(clock[WIDTH]!, eventsPerUs) && bucketCount <= (numbers[SLOT_MASK]! + 1) * 2) return;
  rebuild(arrays, widthFor(eventsPerUs), bucketCount);
}

/**
 * An event was put into the due list behind `stepCount` others. Many such walks mean that a burst falls into one
 * bucket, and the due list would go on being walked until it is served: the width is narrowed now. Each time costs less
 * than the walks that led to it, and helps by a factor.
 */
export function noteLongWalk(arrays: EventArrays, stepCount: number): void {
  const { clock, numbers } = arrays;
  if (clock[WIDTH] === 1) return;
  const walked = numbers[WALKED_COUNT]! + stepCount;
  numbers[WALKED_COUNT] = walked;
  if (walked < numbers[HELD_COUNT]! + LOOK_PERIOD) return;
  numbers[WALKED_COUNT] = 0;
  rebuild(arrays, Math.max(1, clock[WIDTH]! / NARROWING), bucketCountFor(numbers[HELD_COUNT]!));
}

/**
 * Changes the width and number of buckets: all events are spread anew, in the order of scheduling.
 *
 * @param widthUs a power of two
 * @param bucketCount a power of two, at least 32 and at most the length of `heads`
 */
export function rebuild(arrays: EventArrays, widthUs: number, bucketCount: number): void {
  const { clock, numbers } = arrays;
  gatherInOverflow(arrays);
  numbers[SLOT_MASK] = bucketCount - 1;
  clock[DUE_BEFORE] = Math.floor(clock[NOW]! / widthUs) * widthUs;
  setWidth(arrays, widthUs);
}

/**
 * Moves what the window now covers from overflow into buckets, oldest first, so that
 * bucket lists stay last-in first-out.
 */
function spillOverflow(arrays: EventArrays): void {
  const { time, record, heads, bits, clock, numbers } = arrays;
  let event = reversed(record, numbers[OVERFLOW_HEAD]!);
  numbers[OVERFLOW_HEAD] = NO_EVENT;
  numbers[OVERFLOW_COUNT] = 0;
  clock[OVERFLOW_EARLIEST] = NEVER;
  const windowEnd = clock[WINDOW_END]!;
  while (event !== NO_EVENT) {
    const next = record[event | NEXT]!;
    const at = time[event >> RECORD_SHIFT]!;
    if (record[event | TARGET]! > HANDLER_MAX) freeDead(arrays, event);
    else if (at >= windowEnd) linkToOverflow(arrays, event);
    else {
      const slot = (at * clock[PER_WIDTH]!) & numbers[SLOT_MASK]!;
      record[event | NEXT] = prependToBucket(heads, bits, slot, event);
    }
    event = next;
  }
  notePassedOver(arrays);
}

/**
 * Overflow was gone through for the few that the window now covers. Where the window is far too short for what waits,
 * as at the beginning of a run whose events are rare, that happens for every few events: the width is looked at before
 * its time. It costs no more than what led to it.
 */
function notePassedOver({ numbers }: EventArrays): void {
  const passedOver = numbers[PASSED_OVER_COUNT]! + numbers[OVERFLOW_COUNT]!;
  const untilLook = numbers[EVENTS_UNTIL_LOOK]!;
  numbers[PASSED_OVER_COUNT] = passedOver;
  if (passedOver < numbers[HELD_COUNT]! + LOOK_PERIOD || untilLook <= 0) return;
  numbers[LOOK_EVENTS] = numbers[LOOK_EVENTS]! - untilLook;
  numbers[EVENTS_UNTIL_LOOK] = 0;
}

/**
 * Moves everything to overflow. The order between lists is free, since equal times share a list; within
 * one it is latest scheduled first.
 */
function gatherInOverflow({ record, heads, bits, clock, numbers }: EventArrays): void {
  prependToOverflow(record, numbers, reversed(record, numbers[DUE_HEAD]!));
  numbers[DUE_HEAD] = NO_EVENT;
  const slotMask = numbers[SLOT_MASK]!;
  const first = (clock[DUE_BEFORE]! * clock[PER_WIDTH]!) & slotMask;
  while (numbers[HELD_COUNT]! > numbers[OVERFLOW_COUNT]!) {
    const slot = (first + distanceToNonEmpty(bits, slotMask, first)) & slotMask;
    prependToOverflow(record, numbers, takeBucket(heads, bits, slot));
  }
}

function prependToOverflow(record: Int32Array, numbers: Int32Array, list: number): void {
  if (list === NO_EVENT) return;
  numbers[OVERFLOW_COUNT]! += linkBefore(record, list, numbers[OVERFLOW_HEAD]!);
  numbers[OVERFLOW_HEAD] = list;
}
