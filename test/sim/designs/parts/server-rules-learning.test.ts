/**
 * Goal: a server turns away whom the newest of what it has learnt says, rule by rule, in whatever order it learns.
 * Method: `ServerRules` on a bare kernel: a table with draws that are given one by one, then random pushes (fast-check
 * prints the seed) against a plain list of all that has been learnt, made with the same chance.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ServerRules } from '../../../../sim/designs/parts/server-rules.ts';
import type { Push } from '../../../../sim/faults/fault-target.ts';
import { ANSWERS, IS_SILENT } from '../../../../sim/fleet/answer.ts';
import { GARBLES } from '../../../../sim/fleet/reachability.ts';
import { Kernel, NO_ARRIVALS, UNATTENDED } from '../../../../sim/kernel/kernel.ts';
import type { RandomStream } from '../../../../sim/kernel/random-stream.ts';
import { RandomStreams } from '../../../../sim/kernel/random-streams.ts';
import type { Duration, SimTime } from '../../../../sim/kernel/time.ts';

const NETWORKS = 3;
const AT_ONCE = [0, 0] as const;
const FIRST = Uint8Array.of(1, 0, 0);
const SECOND = Uint8Array.of(0, 1, 0);

function pushOf(chance: RandomStream): Push {
  return { chance, note: () => {} };
}

/** Draws come from a list. */
function drawing(...uniforms: number[]): Push {
  return pushOf({ uniform: () => uniforms.shift()! } as unknown as RandomStream);
}

class Bench {
  readonly #kernel = new Kernel();
  readonly rules: ServerRules;

  constructor([delay, spread]: readonly [number, number], memberCount = 2) {
    const propagation = { delay: delay as Duration, spread: spread as Duration };
    this.rules = new ServerRules({ kernel: this.#kernel, propagation, memberCount });
  }

  to(at: number): this {
    this.#kernel.run(at as SimTime, NO_ARRIVALS, UNATTENDED);
    return this;
  }

  /** By network, 1 where a member drops. */
  droppedBy(member: number): number[] {
    return Array.from({ length: NETWORKS }, (_, network) => Number(this.rules.drops(member, network)));
  }
}

describe('a server of several rules', () => {
  it('drops what any of them says, and keeps the others when one ends', () => {
    const bench = new Bench(AT_ONCE);
    const told = (mask: Uint8Array, isBlocked: boolean): number[] => {
      bench.rules.push(mask, [1], isBlocked, 0, drawing());
      return bench.droppedBy(1);
    };
    expect(told(FIRST, true)).toEqual([1, 0, 0]);
    expect(told(SECOND, true)).toEqual([1, 1, 0]);
    expect(bench.rules.shareLetIn(1, Float64Array.of(0.5, 0.25, 0.25))).toBe(0.25);
    expect(told(FIRST, false)).toEqual([0, 1, 0]);
    expect(told(SECOND, false)).toEqual([0, 0, 0]);
    expect(bench.droppedBy(0)).toEqual([0, 0, 0]);
    expect([FIRST, SECOND]).toEqual([Uint8Array.of(1, 0, 0), Uint8Array.of(0, 1, 0)]);
  });
});

describe('a server that hears of the end of a rule before it hears of the rule', () => {
  it('never has it, until the rule is pushed anew', () => {
    const bench = new Bench([0, 100]);
    let toldCount = 0;
    bench.rules.watch(() => toldCount++);
    bench.rules.push(FIRST, [0], true, 0, drawing(0.9));
    bench.to(10).rules.push(FIRST, [0], false, 0, drawing(0.1));
    expect(bench.to(90).droppedBy(0)).toEqual([0, 0, 0]);
    bench.rules.push(FIRST, [0], true, 0, drawing(0.5));
    expect(bench.to(139).droppedBy(0)).toEqual([0, 0, 0]);
    expect(bench.to(140).droppedBy(0)).toEqual([1, 0, 0]);
    expect(toldCount).toBe(2);
  });
});

it('a push misses the share of servers that it is told to miss', () => {
  const bench = new Bench(AT_ONCE, 5);
  expect(bench.rules.push(FIRST, [0, 1, 2, 3, 4], true, 0.4, drawing(0.39, 0.4, 0.9, 0.1, 0.41))).toBe(3);
  expect([0, 1, 2, 3, 4].map((member) => bench.droppedBy(member)[0])).toEqual([0, 1, 1, 0, 1]);
});

describe('a server with several faults of its certificate', () => {
  it('is refused until the last of them is over, and is silent to those whom it drops', () => {
    const { rules } = new Bench(AT_ONCE);
    const answersAre = (...answers: number[]): void => {
      expect([rules.answerTo(0, 0), rules.answerTo(0, 1), rules.answerTo(1, 1)]).toEqual(answers);
    };
    rules.spoilCertificates([0]);
    answersAre(GARBLES, GARBLES, ANSWERS);
    rules.spoilCertificates([0, 1]);
    answersAre(GARBLES, GARBLES, GARBLES);
    rules.renewCertificates([0, 1], null);
    answersAre(GARBLES, GARBLES, ANSWERS);
    rules.push(FIRST, [0], true, 0, drawing());
    answersAre(IS_SILENT, GARBLES, ANSWERS);
    rules.renewCertificates([0], drawing());
    answersAre(IS_SILENT, ANSWERS, ANSWERS);
  });
});

/** A change of a rule at a member; the later in the list, the newer. */
interface Change {
  readonly learntAt: number;
  readonly member: number;
  readonly mask: Uint8Array;
  readonly isBlocked: boolean;
}

/** By network, 1 where the newest change of some mask that a member has learnt until an instant blocks it. */
function expected(changes: readonly Change[], masks: readonly Uint8Array[], member: number, at: number): number[] {
  const learnt = changes.filter((change) => change.member === member && change.learntAt <= at);
  const inForce = masks.filter((mask) => learnt.findLast((change) => change.mask === mask)?.isBlocked);
  return Array.from({ length: NETWORKS }, (_, network) => Number(inForce.some((mask) => mask[network] === 1)));
}

const MEMBERS = 4;
/** When all has been learnt. */
const LAST_LOOK = [{ after: 200, rule: 0, isBlocked: false, members: [], missing: 0 }];

it('servers drop what the newest change of each rule that they have learnt says', () => {
  const bit = fc.constantFrom(0, 1);
  const step = fc.record({
    after: fc.nat(40),
    rule: fc.nat(2),
    isBlocked: fc.boolean(),
    members: fc.subarray(Array.from({ length: MEMBERS }, (_, member) => member)),
    missing: fc.constantFrom(0, 0.2),
  });
  const propagation = fc.constantFrom([0, 0] as const, [5, 0] as const, [0, 60] as const, [10, 100] as const);
  const bitsOf = fc.array(fc.tuple(bit, bit, bit), { minLength: 3, maxLength: 3 });
  const program = fc.record({ propagation, bitsOf, steps: fc.array(step, { maxLength: 20 }), seed: fc.nat() });
  fc.assert(
    fc.property(program, ({ propagation: [delay, spread], bitsOf, steps, seed }) => {
      const chanceOf = (): RandomStream => new RandomStreams(`rules-${seed}`, 0).stream('pushes');
      const [push, twin] = [pushOf(chanceOf()), chanceOf()];
      const masks = bitsOf.map((bits) => Uint8Array.from(bits));
      const bench = new Bench([delay, spread], MEMBERS);
      const changes: Change[] = [];
      let now = 0;
      for (const { after, rule, isBlocked, members, missing } of [...steps, ...LAST_LOOK]) {
        now += after;
        bench.to(now);
        for (let member = 0; member < MEMBERS; member++) {
          expect(bench.droppedBy(member)).toEqual(expected(changes, masks, member, now));
        }
        const mask = masks[rule]!;
        const reached = members.filter(() => missing === 0 || twin.uniform() >= missing);
        const isAtOnce = delay === 0 && spread === 0;
        for (const member of reached) {
          const learntAt = isAtOnce ? now : now + delay + Math.floor(twin.uniform() * spread);
          changes.push({ learntAt, member, mask, isBlocked });
        }
        expect(bench.rules.push(mask, members, isBlocked, missing, push)).toBe(reached.length);
      }
    }),
  );
});
