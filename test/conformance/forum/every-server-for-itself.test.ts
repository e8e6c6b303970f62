/**
 * Goal: statements of the forum design on names, certificates and protection of its servers (F16, F18).
 * Method: one server of four is struck; what its clients meet is set against what the others' and a proxy's meet.
 */
import { describe, expect, it } from 'vitest';
import type { OutcomeName } from '../../../sim/metrics/outcome.ts';
import { attemptsEvery, runProxy } from '../../support/proxy-bench.ts';
import { modelWith, type PlainMap } from '../../support/scenario.ts';

const SECOND = 1_000_000;

/** Outcomes of 1,000 connections of as many clients over 20 s, by whether they came before the event at 10 s. */
function outcomes(kind: string, event: PlainMap, design: PlainMap = {}): Record<'before' | 'after', OutcomeName[]> {
  const model = modelWith({
    service: { protocol: 'SSL' },
    designs: { proxy: { kind, connectTimeout: '1s', retry: { tries: 2, on: ['blocked'] }, ...design } },
    events: [{ id: 'struck', at: '10s', ...event }],
  });
  const { endings } = runProxy(model, attemptsEvery(20_000, SECOND, 1_000, { hold: 1_000 }));
  const of = (isBefore: boolean): OutcomeName[] =>
    endings.filter(({ offeredAt }) => offeredAt < 9.5 * SECOND === isBefore).map(({ outcome }) => outcome);
  return { before: of(true), after: of(false) };
}

function share(list: readonly OutcomeName[], outcome: OutcomeName): number {
  return list.filter((one) => one === outcome).length / list.length;
}

describe('the forum design', () => {
  it('F16: a name or certificate that is wrong at one server turns away that server’s clients only', () => {
    const { before, after } = outcomes('redirect', { certificate: { member: 'seoul/1', is: 'expired' } });
    expect(share(before, 'completed')).toBe(1);
    // A quarter, give or take what chance gave one of four servers.
    expect(share(after, 'rejected')).toBeGreaterThan(0.1);
    expect(share(after, 'rejected')).toBeLessThan(0.4);
  });

  it('F16: the wildcard certificate is one: revoked, it turns everybody away', () => {
    const { after } = outcomes(
      'redirect',
      { certificate: { backend: 'seoul', is: 'revoked' } },
      { propagation: { delay: '60s', spread: '0s' } },
    );
    expect(share(after.slice(50), 'rejected')).toBe(1);
  });

  it('F18: a firewall is each server’s own: a rule that only one has turns away its clients only', () => {
    const { after } = outcomes('redirect', { firewall: { member: 'seoul/1', block: 'seoul' } });
    expect(share(after, 'timedOut')).toBeGreaterThan(0.1);
    expect(share(after, 'timedOut')).toBeLessThan(0.4);
  });

  it('F18: what is configured centrally reaches the servers one by one', () => {
    const { after } = outcomes(
      'redirect',
      { firewall: { backend: 'seoul', block: 'seoul' } },
      { propagation: { delay: '0s', spread: '10s' } },
    );
    // Over the ten seconds that are left half of the servers' time, on average; four draws scatter by 0.14.
    expect(share(after, 'timedOut')).toBeGreaterThan(0.05);
    expect(share(after, 'timedOut')).toBeLessThan(0.95);
  });
});
