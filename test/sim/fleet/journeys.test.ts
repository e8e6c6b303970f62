/**
 * Goal: a journey lives until its client has left and nobody holds it, in whichever order;
 * what it holds survives growth.
 * Method: every setter beside its getter, over far more journeys than the first size; the orders of leaving one by one.
 */
import { describe, expect, it } from 'vitest';
import { Journeys, NO_TICKET, NOBODY, OLD_SIDE, OUTSIDE } from '../../../sim/fleet/tiers/journeys.ts';

const FIELDS = [
  ['site', 'setSite'],
  ['rttUs', 'setRttUs'],
  ['side', 'setSide'],
  ['form', 'setForm'],
  ['openForUs', 'setOpenForUs'],
  ['handle', 'setHandle'],
  ['giveUp', 'setGiveUp'],
  ['ticket', 'setTicket'],
  ['backend', 'setBackend'],
  ['outcome', 'setOutcome'],
] as const;

describe('journeys', () => {
  it('keep everything while they grow, each thing apart from its neighbours', () => {
    const journeys = new Journeys();
    const count = 5_000;
    for (let number = 0; number < count; number++) {
      const journey = journeys.begin(3 * number);
      FIELDS.forEach(([, set], field) => {
        journeys[set](journey, number * 100 + field);
      });
    }
    for (let journey = 0; journey < count; journey++) {
      expect(FIELDS.map(([get]) => journeys[get](journey))).toEqual(FIELDS.map((_, field) => journey * 100 + field));
      expect([journeys.client(journey), journeys.isSlow(journey)]).toEqual([3 * journey, false]);
    }
  });

  it('end when the last of client and holders has left', () => {
    const journeys = new Journeys();
    const clientFirst = journeys.begin(1);
    journeys.hold(clientFirst);
    journeys.hold(clientFirst);
    journeys.clientLeft(clientFirst);
    journeys.release(clientFirst);
    expect([journeys.client(clientFirst), journeys.work.openCount]).toEqual([NOBODY, 1]);
    journeys.release(clientFirst);
    expect(journeys.work.openCount).toBe(0);
    const holderFirst = journeys.begin(2);
    journeys.hold(holderFirst);
    journeys.release(holderFirst);
    expect(journeys.work.openCount).toBe(1);
    journeys.clientLeft(holderFirst);
    expect(journeys.work.openCount).toBe(0);
  });

  it('inherit nothing from the journey before, and are slow when they are nobody’s', () => {
    const journeys = new Journeys();
    const first = journeys.begin(5);
    FIELDS.forEach(([, set]) => {
      journeys[set](first, 77);
    });
    journeys.clientLeft(first);
    const again = journeys.begin(NOBODY);
    expect(again).toBe(first);
    expect(journeys.isSlow(again)).toBe(true);
    expect([journeys.side(again), journeys.form(again), journeys.handle(again)]).toEqual([OLD_SIDE, 0, OUTSIDE]);
    expect([journeys.giveUp(again), journeys.ticket(again), journeys.backend(again)]).toEqual([-1, NO_TICKET, -1]);
  });

  it('that are their clients’ connections keep what the client brought, whatever a member makes of it', () => {
    const journeys = new Journeys(10);
    const { work } = journeys;
    const journey = journeys.beginOwn();
    expect([journeys.client(journey), journeys.isSlow(journey)]).toEqual([journey, false]);
    work.setUp(journey, 5e9, 7e9, 2, 0xfedcba98, -1);
    expect([work.network(journey), work.clientHash(journey), work.choice(journey)]).toEqual([
      2, 0xfedcba98, 0xffffffff,
    ]);
    expect([work.hold(journey), work.service(journey)]).toEqual([5e9, 7e9]);
    journeys.putAsideBrought(journey, work.hold(journey), work.service(journey));
    journeys.setOutcome(journey, 3);
    work.setService(journey, 1);
    expect([work.hold(journey), work.service(journey)]).toEqual([0, 1]);
    expect([journeys.openForUs(journey), journeys.broughtWorkUs(journey), journeys.outcome(journey)]).toEqual([
      5e9, 7e9, 3,
    ]);
    journeys.clientLeft(journey);
    expect([journeys.client(journey), work.openCount]).toEqual([NOBODY, 0]);
  });

  it('that are their clients’ connections have a place for everything: no time of 8 bytes lies over another word', () => {
    const journeys = new Journeys(10);
    const journey = journeys.beginOwn();
    const words = FIELDS.filter(([get]) => get !== 'openForUs');
    const kept = (): number[] => words.map(([get]) => journeys[get](journey));
    const numbers = words.map((_, word) => 0x1010101 * (word + 1));
    words.forEach(([, set], word) => {
      journeys[set](journey, numbers[word]!);
    });
    // Thirds use every bit of both halves.
    journeys.putAsideBrought(journey, 1e12 / 3, 2e6 / 3);
    expect([kept(), journeys.client(journey), journeys.isSlow(journey)]).toEqual([numbers, journey, false]);
    words.forEach(([, set], word) => {
      journeys[set](journey, -numbers[word]!);
    });
    journeys.hold(journey);
    expect([journeys.openForUs(journey), journeys.broughtWorkUs(journey)]).toEqual([1e12 / 3, 2e6 / 3]);
    expect(kept()).toEqual(numbers.map((number) => -number));
    journeys.clientLeft(journey);
    expect(journeys.work.openCount).toBe(1);
    journeys.release(journey);
    expect(journeys.work.openCount).toBe(0);
  });
});
