/**
 * A property that every policy of a kind owes, as data: the tests of the built-in policies and `spillway
 * check-policy` run the same ones.
 */
import fc from 'fast-check';
import { ModuleFault, thrownText } from '../../sim/custom/module-fault.ts';

export interface Property<Subject> {
  readonly name: string;
  /** `contract`: a run depends on it. `likeGoogle`: Google Cloud's policies have it; one of your own need not. */
  readonly binding: 'contract' | 'likeGoogle';
  /** Absent: to every one. */
  readonly appliesTo?: (subject: Subject) => boolean;
  /** `null` where it holds. */
  readonly check: (subject: Subject, seed: number | undefined) => Failure | null;
}

/** The smallest case found that breaks a property. */
export interface Failure {
  /** What the policy did, and what was expected. */
  readonly what: string;
  /** What it was asked, a line a fact. */
  readonly question: readonly string[];
}

/** How a property is tried: random cases, and a judge of each that says what is wrong. */
export interface Trial<Case> {
  readonly cases: fc.Arbitrary<Case>;
  readonly count: number;
  /** `null` where nothing is. What it throws is wrong too. */
  readonly judge: (one: Case) => string | null;
  readonly describe: (one: Case) => readonly string[];
}

/** @param seed of the cases; `undefined`: that of the whole test run */
export function firstFailure<Case>(
  { cases, count, judge, describe }: Trial<Case>,
  seed: number | undefined,
): Failure | null {
  const property = fc.property(cases, (one) => judged(judge, one) === null);
  const { failed, counterexample } = fc.check(property, { numRuns: count, ...(seed !== undefined && { seed }) });
  if (!failed) return null;
  const [one] = counterexample!;
  return { what: judged(judge, one) ?? 'it answered otherwise when asked again', question: describe(one) };
}

function judged<Case>(judge: (one: Case) => string | null, one: Case): string | null {
  try {
    return judge(one);
  } catch (error) {
    return error instanceof ModuleFault ? error.message : `threw ${thrownText(error)}`;
  }
}
