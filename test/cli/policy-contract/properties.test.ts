/**
 * Goal: each property of the contract suites catches the fault it is for, with a counterexample small enough to read.
 * Method: a policy with one planted fault a case, otherwise sound.
 */
import { describe, expect, it } from 'vitest';
import { LOCALITY_PROPERTIES } from '../../../cli/policy-contract/locality-properties.ts';
import { SERVICE_PROPERTIES, type ServiceSubject } from '../../../cli/policy-contract/service-properties.ts';
import { type FleetView, isEligible } from '../../../sim/fleet/fleet-view.ts';
import type { LocalityPolicy } from '../../../sim/policies/locality/locality-policy.ts';
import { NO_BACKEND } from '../../../sim/policies/service/service-policy.ts';
import { waterfallByRegion } from '../../../sim/policies/service/waterfall-by-region.ts';

const SEED = 3;

function firstEligible(view: FleetView): number {
  return view.capacity.findIndex((_, backend) => isEligible(view, backend));
}

function eligibleOf(view: FleetView): number[] {
  return [...view.capacity.keys()].filter((backend) => isEligible(view, backend));
}

let life = 0;

/** Named by the property that is to catch it. */
const FAULTY: Readonly<Record<string, (view: FleetView, choice: number, asked: number) => number>> = {
  'picks an eligible backend, or none': (view) => (view.capacity.length > 3 ? 0 : firstEligible(view)),
  'picks one whenever there is one': (view) => (eligibleOf(view).length > 1 ? firstEligible(view) : NO_BACKEND),
  'changes nothing by answering': (view) => {
    const picked = firstEligible(view);
    if (picked !== NO_BACKEND) view.load[picked]!++;
    return picked;
  },
  'answers alike in a second life': (view) => eligibleOf(view)[life % eligibleOf(view).length] ?? NO_BACKEND,
  'answers the same question alike, whatever was asked between (isStateless)': (view, _, asked) =>
    eligibleOf(view)[Math.floor(asked / 5) % eligibleOf(view).length] ?? NO_BACKEND,
  'picks one with room while there is one, whatever the health': firstEligible,
  'fills preferred backends that are well before any other': firstEligible,
  'isolated, picks in the nearest region with anything eligible, and nowhere else if strict': (view, choice) =>
    waterfallByRegion.pick({ ...view, isolationMode: 'NONE' }, choice),
  'picks those of a region and preference that it picks by their weight, zones apart': (view, choice) =>
    eligibleOf(view)[choice % eligibleOf(view).length] ?? NO_BACKEND,
};

describe('properties of service policies', () => {
  it.each(SERVICE_PROPERTIES)('$name: catches a policy without it', ({ name, check }) => {
    const subject: ServiceSubject = {
      isStateless: true,
      make: () => {
        life++;
        let asked = 0;
        return { pick: (view, choice) => FAULTY[name]!(view, choice, asked++) };
      },
    };
    const failure = check(subject, SEED);
    expect(failure).not.toBeNull();
    expect(failure!.what).toMatch(/picked|changed/);
    expect(failure!.question.at(-1)).toMatch(/^choice \d+$/);
    // Regions, one to four backends, the choice: it was shrunk.
    expect(failure!.question.length).toBeLessThanOrEqual(7);
  });

  it('tells what a policy threw', () => {
    const make = () => ({
      pick: (): number => {
        throw new Error('lost');
      },
    });
    expect(SERVICE_PROPERTIES[0]!.check({ make, isStateless: false }, SEED)!.what).toBe('threw Error: lost');
  });
});

/** Sound but for one thing. */
function locality(fault: string): LocalityPolicy {
  const number = life++;
  const membersOf: Int32Array[] = [];
  let last = new Int32Array(0);
  return {
    setMembers(backend, members) {
      membersOf[backend] = fault.startsWith('picks a member') ? (membersOf[backend] ?? members) : members;
      last = Int32Array.from(members);
      if (fault.startsWith('changes nothing')) members[0]!++;
    },
    pick(backend) {
      const members = fault.startsWith('keeps backends apart') ? last : membersOf[backend]!;
      return members[fault.startsWith('answers alike') ? number % members.length : 0]!;
    },
  };
}

describe('properties of locality policies', () => {
  it.each(LOCALITY_PROPERTIES)('$name: catches a policy without it', ({ name, check }) => {
    const failure = check({ make: () => locality(name) }, SEED);
    expect(failure?.what).toMatch(/picked|changed/);
    expect(failure!.question.length).toBeLessThanOrEqual(2);
  });
});
