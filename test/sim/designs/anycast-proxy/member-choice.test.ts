/**
 * Goal: a locality policy has always been told the members that there are, and is told nothing twice.
 * Method: random sequences of changes of health and ejections, with a pick after each; the list that the policy heard
 * last is compared with the one there is, for one instance that serves all GFEs and for one of each GFE.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemberChoice } from '../../../../sim/designs/anycast-proxy/member-choice.ts';
import type { HealthChecks } from '../../../../sim/fleet/health-checks.ts';
import type { OutlierDetection } from '../../../../sim/fleet/outlier-detection.ts';
import { Revision } from '../../../../sim/fleet/revision.ts';

const GFES = 2;
const BACKENDS = 3;
const MEMBERS = 3;

/** Health and ejections that a test sets, and what the policies of the choice under test heard. */
class Bench {
  readonly #revision = new Revision();
  readonly #isHealthy = new Uint8Array(BACKENDS * MEMBERS).fill(1);
  readonly #isChanged = new Uint8Array(BACKENDS).fill(1);
  readonly #isEjected = new Uint8Array(GFES * BACKENDS * MEMBERS);
  readonly #heard = new Map<string, readonly number[]>();
  readonly #choice: MemberChoice;
  readonly #hasOutliers: boolean;
  tellings = 0;

  constructor(hasOutliers: boolean) {
    this.#hasOutliers = hasOutliers;
    const checks: Pick<HealthChecks, 'takeListChange' | 'healthyMembers'> = {
      takeListChange: (backend) => {
        const isChanged = this.#isChanged[backend] === 1;
        this.#isChanged[backend] = 0;
        return isChanged;
      },
      healthyMembers: (backend) => Int32Array.from(this.#healthy(backend)),
    };
    const outliers: Pick<OutlierDetection, 'isEjected'> = {
      isEjected: (gfe, member) => this.#isEjected[gfe * BACKENDS * MEMBERS + member] === 1,
    };
    this.#choice = new MemberChoice(
      (number) => ({
        setMembers: (backend, members) => {
          this.tellings++;
          this.#heard.set(`${number}/${backend}`, [...members]);
        },
        pick: (backend) => this.#heard.get(`${number}/${backend}`)![0]!,
      }),
      checks as HealthChecks,
      hasOutliers ? (outliers as OutlierDetection) : null,
      this.#revision,
      GFES,
      BACKENDS,
    );
  }

  turnHealth(member: number): void {
    this.#isHealthy[member] = 1 - this.#isHealthy[member]!;
    this.#isChanged[Math.floor(member / MEMBERS)] = 1;
    this.#revision.advance();
  }

  turnEjection(gfe: number, member: number): void {
    const at = gfe * BACKENDS * MEMBERS + member;
    this.#isEjected[at] = 1 - this.#isEjected[at]!;
    this.#choice.listChanged(gfe, Math.floor(member / MEMBERS));
  }

  /** Something else has changed. */
  advance(): void {
    this.#revision.advance();
  }

  pickAndCompare(gfe: number, backend: number): void {
    const healthy = this.#healthy(backend);
    if (healthy.length === 0) return;
    this.#choice.pick(gfe, backend, 0, 0);
    const left = healthy.filter((member) => this.#isEjected[gfe * BACKENDS * MEMBERS + member] === 0);
    const due = this.#hasOutliers && left.length > 0 ? left : healthy;
    expect(this.#heard.get(`${this.#hasOutliers ? gfe : 0}/${backend}`)).toEqual(due);
  }

  #healthy(backend: number): number[] {
    const first = backend * MEMBERS;
    return Array.from({ length: MEMBERS }, (_, k) => first + k).filter((member) => this.#isHealthy[member] === 1);
  }
}

const steps = fc.array(
  fc.record({
    turns: fc.constantFrom('health', 'ejection', 'nothing of this', 'nothing'),
    gfe: fc.nat(GFES - 1),
    member: fc.nat(BACKENDS * MEMBERS - 1),
    backend: fc.nat(BACKENDS - 1),
  }),
  { maxLength: 60 },
);

describe.each([false, true])('members told to policies, with outlier detection %s', (hasOutliers) => {
  it('are those that there are, after any sequence of changes', () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        const bench = new Bench(hasOutliers);
        for (const { turns, gfe, member, backend } of sequence) {
          if (turns === 'health') bench.turnHealth(member);
          else if (turns === 'ejection' && hasOutliers) bench.turnEjection(gfe, member);
          else if (turns === 'nothing of this') bench.advance();
          bench.pickAndCompare(gfe, backend);
        }
      }),
    );
  });

  it('are told once, and again only when they have changed', () => {
    const bench = new Bench(hasOutliers);
    for (let k = 0; k < 5; k++) {
      bench.pickAndCompare(0, 1);
      bench.advance();
    }
    expect(bench.tellings).toBe(1);
    bench.turnHealth(0);
    bench.pickAndCompare(0, 1);
    expect(bench.tellings).toBe(1);
    bench.turnHealth(MEMBERS);
    bench.pickAndCompare(0, 1);
    expect(bench.tellings).toBe(2);
  });
});
