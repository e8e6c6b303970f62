/**
 * Goal: IPVS `mh` as the kernel schedules. Method: derived vectors of the reference (the kernel publishes none for
 * tables; its hash has vectors of its own), and the turn, flag and availability rules read from ip_vs_mh.c.
 */
import { describe, expect, it } from 'vitest';
import { MaglevInputError } from '../../../../sim/maglev/backend.ts';
import {
  buildIpvsTable,
  type IpvsAvailability,
  type IpvsDestination,
  IpvsScheduler,
} from '../../../../sim/maglev/dialects/ipvs-mh.ts';
import { ipBytes } from '../../../../sim/maglev/ip-address.ts';
import { slotCounts, tableDigest } from './table-facts.ts';

const destination = (address: string, lastWeight = 1, port = 80): IpvsDestination => ({
  address: ipBytes(address)!,
  port,
  lastWeight,
});
const THREE = ['10.0.0.1', '10.0.0.2', '10.0.0.3'];
const all = (count: number): IpvsAvailability => ({
  weights: new Array(count).fill(1),
  overloaded: new Array(count).fill(0),
});
const NO_FLAGS = { port: false, fallback: false };

describe('ipvs tables', () => {
  it('M251_equal: first slots, counts, digest', () => {
    const table = buildIpvsTable(
      THREE.map((address) => destination(address)),
      251,
    );
    expect([...table.subarray(0, 24)]).toEqual([
      0, 1, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 0, 0, 0, 0,
    ]);
    expect(slotCounts(table, 3)).toEqual([84, 84, 83]);
    expect(tableDigest(table)).toBe('0f6e7309e8be29269c255b90a4e4858398904c138b45cc879a08955e784804f6');
  });

  it.each([
    ['10.0.0.1', 3167, 700],
    ['10.0.0.2', 1231, 3544],
    ['10.0.0.3', 1631, 3453],
  ])('M4093_offset_skip of %s', (address, offset, skip) => {
    // Alone with a destination that takes no turn before it: its first two claims are its offset and the next step.
    const table = buildIpvsTable([destination(address, 3), destination('192.0.2.99', 1)], 4093);
    expect([table[offset], table[(offset + skip) % 4093], table[(offset + 2 * skip) % 4093]]).toEqual([0, 0, 0]);
  });

  it('the list order decides: reversed, other servers own the first slots', () => {
    const table = buildIpvsTable(
      [...THREE].reverse().map((address) => destination(address)),
      251,
    );
    expect([...table.subarray(0, 2)].map((at) => THREE[2 - at])).toEqual(['10.0.0.2', '10.0.0.2']);
  });
});

describe('ipvs turns', () => {
  const counts = (...weights: number[]): number[] =>
    slotCounts(
      buildIpvsTable(
        weights.map((weight, at) => destination(`10.0.0.${at + 1}`, weight)),
        251,
      ),
      weights.length,
    );

  it('divide by the common divisor: 100 and 200 are 1 and 2', () => {
    expect(counts(100, 200)).toEqual(counts(1, 2));
    expect(counts(1, 2)).toEqual([84, 167]);
  });

  it('shift until the greatest fits the bits of the table size (index 8: four bits)', () => {
    // 31 has five bits: shifted by one, 31 and 17 are 15 and 8.
    expect(counts(31, 17)).toEqual(counts(15, 8));
  });

  it('leave a positive weight at least one', () => {
    // 1000 has ten bits: shifted by six, 1000 is 15 and 1 would be 0.
    expect(counts(1000, 1)).toEqual(counts(15, 1));
  });

  it('skip destinations that were never weighted, and leave the table empty where none was', () => {
    expect(counts(0, 1)).toEqual([0, 251]);
    expect(new Set(buildIpvsTable([destination('10.0.0.1', 0)], 251))).toEqual(new Set([-1]));
    expect(new Set(buildIpvsTable([], 251))).toEqual(new Set([-1]));
  });
});

describe('IpvsScheduler', () => {
  const table = buildIpvsTable(
    THREE.map((address) => destination(address)),
    4093,
  );

  it.each([
    ['192.0.2.1', 2891],
    ['192.0.2.2', 746],
    ['198.51.100.7', 924],
  ])('client_slots_M4093_no_port: %s', (client, slot) => {
    expect(new IpvsScheduler(table, NO_FLAGS).slot(ipBytes(client)!, 4711, 0)).toBe(slot);
  });

  it('mh-port: the port counts, which is added to the address', () => {
    const scheduler = new IpvsScheduler(table, { port: true, fallback: false });
    expect(scheduler.slot(ipBytes('192.0.2.1')!, 1, 0)).toBe(746);
  });

  it('folds IPv6 by exclusive or of its words', () => {
    const scheduler = new IpvsScheduler(table, NO_FLAGS);
    expect(scheduler.slot(ipBytes('1:2:1:2::c000:201')!, 0, 0)).toBe(2891);
  });

  it.each<[string, IpvsAvailability]>([
    ['weight 0', { weights: [0, 1, 1], overloaded: [0, 0, 0] }],
    ['overload', { weights: [1, 1, 1], overloaded: [1, 0, 0] }],
  ])('without fallback a client of an unavailable server is not scheduled: %s', (_why, availability) => {
    const scheduler = new IpvsScheduler(table, NO_FLAGS);
    let unscheduled = 0;
    for (let host = 0; host < 256; host++) {
      const client = Uint8Array.of(198, 51, 100, host);
      const picked = scheduler.pick(client, 0, availability);
      const owner = scheduler.pick(client, 0, all(3));
      expect(picked).toBe(owner === 0 ? -1 : owner);
      if (picked < 0) unscheduled++;
    }
    expect(unscheduled).toBeGreaterThan(50);
  });

  it('mh-fallback hashes on with offset slot, slot + 1, ... until a server is available', () => {
    const scheduler = new IpvsScheduler(table, { port: false, fallback: true });
    const availability: IpvsAvailability = { weights: [0, 1, 1], overloaded: [0, 1, 0] };
    for (let host = 0; host < 256; host++) {
      const client = Uint8Array.of(198, 51, 100, host);
      const slot = scheduler.slot(client, 0, 0);
      let expected = table[slot]!;
      for (let step = 0; expected !== 2; step++) expected = table[scheduler.slot(client, 0, slot + step)]!;
      expect(scheduler.pick(client, 0, availability)).toBe(2);
      expect(expected).toBe(2);
    }
  });

  it('nobody is available: not scheduled, with and without fallback', () => {
    const nobody: IpvsAvailability = { weights: [0, 0, 0], overloaded: [0, 0, 0] };
    for (const fallback of [false, true]) {
      expect(new IpvsScheduler(table, { port: false, fallback }).pick(Uint8Array.of(192, 0, 2, 1), 0, nobody)).toBe(-1);
    }
  });

  it('an empty table schedules nobody', () => {
    const empty = buildIpvsTable([], 251);
    expect(new IpvsScheduler(empty, { port: false, fallback: true }).pick(Uint8Array.of(192, 0, 2, 1), 0, all(0))).toBe(
      -1,
    );
  });
});

it('refuses table sizes that no kernel can be configured to', () => {
  expect(() => buildIpvsTable([destination('10.0.0.1')], 65_537)).toThrow(MaglevInputError);
});
