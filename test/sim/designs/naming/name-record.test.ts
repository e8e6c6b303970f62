/**
 * Goal: an answer keeps its addresses for ever, whatever the record says later; only what is
 * answered now follows the record.
 * Method: a record of six addresses in two regions, changed while answers of before are held.
 */
import { expect, it } from 'vitest';
import { EVERYWHERE, NameRecord } from '../../../../sim/designs/naming/name-record.ts';

const [SEOUL, TOKYO] = [0, 1];

function recordOf(...addresses: number[]): NameRecord {
  const record = new NameRecord(Int16Array.of(SEOUL, TOKYO, SEOUL, TOKYO, SEOUL, TOKYO));
  record.publish(Int32Array.from(addresses));
  return record;
}

it('answers with all addresses or with those of a region', () => {
  const record = recordOf(0, 1, 2);
  const answered = [EVERYWHERE, SEOUL, TOKYO].map((region) => [...record.addressesOf(record.answerNow(region))]);
  expect(answered).toEqual([[0, 1, 2], [0, 2], [1]]);
});

it('keeps what an answer had, and answers with what it has now', () => {
  const record = recordOf(0, 1, 2);
  const before = [EVERYWHERE, SEOUL].map((region) => record.answerNow(region));
  record.publish(Int32Array.of(3, 4));
  const now = [EVERYWHERE, SEOUL].map((region) => record.answerNow(region));
  expect(before.map((answer) => [...record.addressesOf(answer)])).toEqual([
    [0, 1, 2],
    [0, 2],
  ]);
  expect(now.map((answer) => [...record.addressesOf(answer)])).toEqual([[3, 4], [4]]);
  expect([0, 1, 2, 3, 4, 5].filter((address) => record.isListed(address))).toEqual([3, 4]);
});

it('gives the same answer as long as it says the same', () => {
  const record = recordOf(0, 1);
  const answer = record.answerNow(TOKYO);
  record.publish(Int32Array.of(0, 1));
  expect(record.answerNow(TOKYO)).toBe(answer);
  record.publish(Int32Array.of(0, 1, 3));
  expect(record.answerNow(TOKYO)).not.toBe(answer);
});

it('has no address in a region that it names none of', () => {
  const record = recordOf(0, 2);
  expect([SEOUL, TOKYO].map((region) => record.hasIn(region))).toEqual([true, false]);
});
