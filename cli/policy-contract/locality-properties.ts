/**
 * What every locality policy owes: it picks a member it was told of, keeps backends apart, follows every change of the
 * members, answers alike in a second life.
 */
import fc from 'fast-check';
import type { LocalityContext, LocalityPolicy } from '../../sim/policies/locality/locality-policy.ts';
import { firstFailure, type Property } from './property.ts';

export interface LocalitySubject {
  /** With the same random stream every time. */
  readonly make: (context: LocalityContext) => LocalityPolicy;
}

const SLOTS = 41;

type Connection = readonly [affinityHash: number, choice: number];
type Phase = readonly [members: readonly number[], asked: readonly Connection[]];

const members = fc
  .uniqueArray(fc.nat(SLOTS - 1), { minLength: 1, maxLength: 12 })
  .map((list) => list.sort((a, b) => a - b));
const word = fc.integer({ min: 0, max: 0xffffffff });
const phases: fc.Arbitrary<readonly Phase[]> = fc.array(
  fc.tuple(members, fc.array(fc.tuple(word, word), { minLength: 1, maxLength: 20 })),
  { minLength: 1, maxLength: 4 },
);

/** What a policy without load to go by is told. */
export function localityContext(slotCount: number): LocalityContext {
  return { backendCount: 2, memberLoad: new Int32Array(slotCount), memberName: (member) => `web/${member}` };
}

function describePhases(all: readonly Phase[]): string[] {
  return all.map(([present, asked]) => {
    const connections = asked.map(([hash, choice]) => `(${hash}, ${choice})`).join(' ');
    return `backend 1 has members ${present.join(', ')}; asked (affinity hash, choice): ${connections}`;
  });
}

function property(
  name: string,
  judge: (all: readonly Phase[], subject: LocalitySubject) => string | null,
): Property<LocalitySubject> {
  return {
    name,
    binding: 'contract',
    check: (subject, seed) =>
      firstFailure({ cases: phases, count: 100, describe: describePhases, judge: (all) => judge(all, subject) }, seed),
  };
}

export const LOCALITY_PROPERTIES: readonly Property<LocalitySubject>[] = [
  property('picks a member it was told of, after every change', (all, { make }) => {
    const policy = make(localityContext(SLOTS));
    for (const [present, asked] of all) {
      policy.setMembers(1, Int32Array.from(present));
      for (const [hash, choice] of asked) {
        const picked = policy.pick(1, hash, choice);
        if (!present.includes(picked)) return `picked ${picked}; expected one of ${present.join(', ')}`;
      }
    }
    return null;
  }),
  property('keeps backends apart', (all, { make }) => {
    const policy = make(localityContext(SLOTS + 1));
    policy.setMembers(0, Int32Array.of(SLOTS));
    for (const [present, asked] of all) {
      policy.setMembers(1, Int32Array.from(present));
      for (const [hash, choice] of asked) {
        policy.pick(1, hash, choice);
        const picked = policy.pick(0, hash, choice);
        if (picked !== SLOTS) return `picked ${picked} for backend 0, which has member ${SLOTS} only`;
      }
    }
    return null;
  }),
  property('answers alike in a second life', (all, { make }) => {
    const [first, second] = [0, 1].map(() => {
      const policy = make(localityContext(SLOTS));
      return all.flatMap(([present, asked]) => {
        policy.setMembers(1, Int32Array.from(present));
        return asked.map(([hash, choice]) => policy.pick(1, hash, choice));
      });
    });
    return first!.join() === second!.join() ? null : `picked ${first!.join(', ')}, then ${second!.join(', ')}`;
  }),
  property('changes nothing by answering', (all, { make }) => {
    const context = localityContext(SLOTS);
    const policy = make(context);
    for (const [present, asked] of all) {
      const told = Int32Array.from(present);
      policy.setMembers(1, told);
      for (const [hash, choice] of asked) policy.pick(1, hash, choice);
      if (told.join() !== present.join()) return `changed the members it was told of to ${told.join(', ')}`;
    }
    return context.memberLoad.every((load) => load === 0) ? null : 'changed the load of members';
  }),
];
