/**
 * What holds between any two operations on an event queue: each event is in one list, the one that its instant
 * names, and all counts are right.
 *
 * An order that comes out right can hide a list that is wrong: a cancelled event that stays somewhere, or a bucket that
 * is looked through for nothing.
 */
import type { EventArrays } from '../../../sim/kernel/event-arrays.ts';
import {
  DEAD_COUNT,
  DUE_BEFORE,
  DUE_HEAD,
  EXTEND_AT,
  FREE,
  FREE_HEAD,
  HANDLER_MAX,
  HELD_COUNT,
  NEXT,
  NO_EVENT,
  OVERFLOW_COUNT,
  OVERFLOW_EARLIEST,
  OVERFLOW_HEAD,
  PER_WIDTH,
  PREVIOUS,
  RECORD_SHIFT,
  SLOT_MASK,
  TARGET,
  USED_COUNT,
  WINDOW_END,
} from '../../../sim/kernel/event-layout.ts';
import { same } from './watched-kernel.ts';

/** Throws at the first thing that does not hold. O(records and buckets). */
export function checkPlaces({ time, record, heads, bits, clock, numbers }: EventArrays): void {
  const seen = new Set<number>();
  let deadCount = 0;

  /** Events of a list in order, each seen here for the first time. */
  function* eventsOf(head: number): Generator<number> {
    for (let event = head; event !== NO_EVENT; event = record[event | NEXT]!) {
      holds(!seen.has(event), 'an event is in one list, once');
      seen.add(event);
      if (isDead(event)) deadCount++;
      yield event;
    }
  }
  const instantOf = (event: number): number => time[event >> RECORD_SHIFT]!;
  const isDead = (event: number): boolean => record[event | TARGET]! > HANDLER_MAX;

  holds(clock[DUE_BEFORE]! < clock[EXTEND_AT]!, 'the window moves on before it is more than half used');
  let latest = 0;
  for (const event of eventsOf(numbers[DUE_HEAD]!)) {
    holds(
      instantOf(event) >= latest && instantOf(event) < clock[DUE_BEFORE]!,
      'the due list is sorted, up to the buckets',
    );
    latest = instantOf(event);
  }
  for (let slot = 0; slot < heads.length; slot++) {
    const head = heads[slot]!;
    same((bits[slot >> 5]! >>> (slot & 31)) & 1, head === NO_EVENT ? 0 : 1, 'bit of a bucket');
    if (head === NO_EVENT) continue;
    for (const event of eventsOf(head)) {
      same((instantOf(event) * clock[PER_WIDTH]!) & numbers[SLOT_MASK]!, slot, 'slot of an event');
      holds(
        instantOf(event) >= clock[DUE_BEFORE]! && instantOf(event) < clock[WINDOW_END]!,
        'events in buckets are within the window',
      );
    }
  }
  const heldBefore = seen.size;
  let before = NO_EVENT;
  for (const event of eventsOf(numbers[OVERFLOW_HEAD]!)) {
    same(record[event | PREVIOUS]!, before, 'the one before in overflow');
    holds(!isDead(event), 'a cancelled event leaves overflow at once');
    holds(instantOf(event) >= clock[WINDOW_END]!, 'overflow begins behind the window');
    holds(instantOf(event) >= clock[OVERFLOW_EARLIEST]!, 'none in overflow is before its earliest');
    before = event;
  }
  same(numbers[OVERFLOW_COUNT]!, seen.size - heldBefore, 'overflow count');
  same(numbers[HELD_COUNT]!, seen.size, 'held count');
  same(numbers[DEAD_COUNT]!, deadCount, 'dead count');
  for (const event of eventsOf(numbers[FREE_HEAD]!)) same(instantOf(event), FREE, 'instant of a free record');
  same(numbers[USED_COUNT]!, seen.size + 1, 'used records, which are free or in a list but for the first');
}

function holds(condition: boolean, what: string): void {
  if (!condition) throw new Error(`it does not hold that ${what}`);
}
