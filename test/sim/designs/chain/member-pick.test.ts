/**
 * Goal: a zonal backend gets requests by how many healthy members it has, none while it drains or is out of the
 * service, from the next request on.
 * Method: two backends of one region beside one of another, counts changed as their owners change them; the share
 * within 4.5 standard deviations.
 */
import { describe, expect, it } from 'vitest';
import type { MemberChoice } from '../../../../sim/designs/anycast-proxy/member-choice.ts';
import { MemberPick } from '../../../../sim/designs/chain/member-pick.ts';
import { NO_MEMBER } from '../../../../sim/fleet/connection-store.ts';
import type { KnownConfiguration } from '../../../../sim/fleet/known-configuration.ts';
import { Revision } from '../../../../sim/fleet/revision.ts';
import { Journeys } from '../../../../sim/fleet/tiers/journeys.ts';
import { RandomStreams } from '../../../../sim/kernel/random-streams.ts';

const REQUESTS = 20_000;

function bench(keepsClientAddress = false) {
  const journeys = new Journeys();
  const journey = journeys.begin(0);
  const draws = new RandomStreams('member-pick', 0).stream('requests');
  const revision = new Revision();
  const healthyCount = Int32Array.of(1, 3, 5);
  const isInService = Uint8Array.of(1, 1, 1);
  const isDraining = new Uint8Array(3);
  const pick = new MemberPick({
    journeys,
    backendsOfRegion: [Int32Array.of(0, 1), Int32Array.of(2), new Int32Array(0)],
    knowledge: { healthyCount, revision },
    known: { isInService, isDraining } as unknown as KnownConfiguration,
    // Stands for every member of a backend.
    memberChoice: { pick: (_: number, backend: number) => backend } as unknown as MemberChoice,
    keepsClientAddress,
  });
  const pickOne = (region: number, clientHash = draws.uint32()): number => {
    journeys.work.setClientHash(journey, clientHash);
    journeys.work.setFlowHash(journey, draws.uint32());
    journeys.work.setChoice(journey, draws.uint32());
    return pick.pick(region, journey);
  };
  const shareOf = (backend: number): number => {
    let count = 0;
    for (let i = 0; i < REQUESTS; i++) if (pickOne(0) === backend) count++;
    return count / REQUESTS;
  };
  return { healthyCount, isInService, isDraining, revision, pickOne, shareOf };
}

/** 4.5 standard deviations of a share. */
const tolerance = (share: number): number => 4.5 * Math.sqrt((share * (1 - share)) / REQUESTS);

describe('member of a request', () => {
  it('is at a backend by its healthy members, of the region asked for', () => {
    const { pickOne, shareOf } = bench();
    expect(Math.abs(shareOf(1) - 0.75)).toBeLessThan(tolerance(0.75));
    expect([pickOne(1), pickOne(2)]).toEqual([2, NO_MEMBER]);
  });

  it('follows health and configuration from the change on', () => {
    const { healthyCount, isInService, isDraining, revision, pickOne, shareOf } = bench();
    expect(shareOf(0)).toBeGreaterThan(0);
    healthyCount[0] = 3;
    revision.advance();
    expect(Math.abs(shareOf(0) - 0.5)).toBeLessThan(tolerance(0.5));
    isDraining[0] = 1;
    revision.advance();
    expect(shareOf(1)).toBe(1);
    isInService[1] = 0;
    revision.advance();
    expect(pickOne(0)).toBe(NO_MEMBER);
    isDraining[0] = 0;
    revision.advance();
    expect(shareOf(0)).toBe(1);
  });

  it('stays with a client where its address decides', () => {
    const { pickOne } = bench(true);
    const first = Array.from({ length: 50 }, (_, client) => pickOne(0, client * 97_003));
    expect(Array.from({ length: 50 }, (_, client) => pickOne(0, client * 97_003))).toEqual(first);
    expect(new Set(first).size).toBe(2);
  });
});
