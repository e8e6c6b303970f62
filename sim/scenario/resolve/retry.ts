/** `retry` of a design. */
import { duration, MILLISECOND, SECOND } from '../../kernel/time.ts';
import type { Reporter } from '../document/reporter.ts';
import type { ResolvedRetry } from '../resolved-retry.ts';
import type { RetryInput } from '../schema/retry.ts';
import { parsePercent } from '../units.ts';
import { durationOf } from './time.ts';

/** Assumption: a person, or a script that was written in a hurry, tries twice more. */
const DEFAULT_TRIES = 3;
/** Assumption: nobody came, or what was there went away; an answer that says no is one. */
const DEFAULT_ON = ['refused', 'timedOut', 'reset'] as const;
/** Assumption, between the 10 ms of the AWS backoff simulator and the 1 s of gRPC's connection backoff. */
const DEFAULT_BASE = duration(100 * MILLISECOND);
/** AWS SDKs, standard retry mode: 20 s at most. */
const DEFAULT_CAP = duration(20 * SECOND);

/** `null` after a fault, which is reported. */
export function resolveRetry(input: RetryInput, reporter: Reporter): ResolvedRetry | null {
  const { backoff, budget, giveUpAfter } = input;
  const base = backoff?.base === undefined ? DEFAULT_BASE : durationOf(backoff.base);
  const cap = backoff?.cap === undefined ? DEFAULT_CAP : durationOf(backoff.cap);
  if (base > cap) {
    reporter.errorAmong(
      [
        ['retry', 'backoff', 'base'],
        ['retry', 'backoff', 'cap'],
      ],
      'the first wait is longer than the longest',
    );
    return null;
  }
  return {
    tries: input.tries ?? DEFAULT_TRIES,
    on: [...new Set(input.on ?? DEFAULT_ON)],
    backoff: backoff === undefined ? null : { kind: backoff.kind ?? 'fullJitter', base, cap },
    budget: budget === undefined ? null : parsePercent(budget)!,
    giveUpAfter: giveUpAfter === undefined ? null : durationOf(giveUpAfter),
  };
}

/** A client of the forum design asks again when its server fails: that is the design. */
export function retryOfRedirect(): ResolvedRetry {
  return { tries: DEFAULT_TRIES, on: DEFAULT_ON, backoff: null, budget: null, giveUpAfter: null };
}
