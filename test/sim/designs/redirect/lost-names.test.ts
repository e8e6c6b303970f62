/**
 * Goal: the name of one server that DNS no longer knows: who holds a copy goes on, the others fail, and ask again only
 * where that is a failure of the server; resolvers keep that there is no such name for five minutes (RFC 2308). Method:
 * clients of one server, listed one by one; outcomes and instants.
 */
import { describe, expect, it } from 'vitest';
import { COUNTER } from '../../../../sim/metrics/counters.ts';
import { type Attempt, type ProxyRun, runProxy } from '../../../support/proxy-bench.ts';
import { modelWith, type PlainMap } from '../../../support/scenario.ts';

const SECOND = 1_000_000;

function run(design: PlainMap, attempts: readonly Attempt[], lasts: PlainMap = {}): ProxyRun {
  const events = [{ id: 'unnamed', at: '10s', dns: { member: `seoul/${HOME}`, is: 'gone' }, ...lasts }];
  return runProxy(
    modelWith({ time: { duration: '15m' }, designs: { proxy: { kind: 'redirect', ...design } }, events }),
    attempts,
  );
}

function visit(atSeconds: number, client = 5): Attempt {
  return { at: atSeconds * SECOND, client, hold: 1_000 };
}

const outcomes = ({ endings }: ProxyRun): string[] => endings.map(({ outcome }) => outcome);
const members = ({ establishments }: ProxyRun): number[] => establishments.map(({ member }) => member);

/** Of client 5, whatever happens. */
const HOME = members(runProxy(modelWith({ designs: { proxy: { kind: 'redirect' } } }), [visit(1)]))[0]!;
/** Names that nobody holds for longer than two seconds. */
const SHORT = { dns: { serverTtl: '2s', lookup: '20ms', authoritative: '100ms' } };
/** Who asks again says which server failed him, so that he is named another. */
const NAMES_TOO = { failures: ['dropped'], retry: { on: ['dropped'] }, clientReports: {} };

describe('a name that is gone', () => {
  it('lives on in copies', () => {
    const held = run({ dns: { serverTtl: '10m' } }, [visit(1), visit(20)]);
    expect(outcomes(held)).toEqual(['completed', 'completed']);
  });

  it('is not found by those who have to ask: they have no other server, and stay with theirs', () => {
    const { endings, ...rest } = run(SHORT, [visit(1), visit(20), visit(40)]);
    expect(endings.map(({ outcome }) => outcome)).toEqual(['completed', 'dropped', 'dropped']);
    // The resolver asks, and then knows for five minutes that there is none.
    expect(endings.map(({ endedAt, offeredAt }) => endedAt - offeredAt).slice(1)).toEqual([120_000, 20_000]);
    expect(rest.collector.countersOf(0)[COUNTER.asks]).toBe(0);
  });

  it('is a failure of the server where clients take it for one: they ask, and are served elsewhere', () => {
    const failing = run({ ...SHORT, ...NAMES_TOO }, [visit(1), visit(20), visit(40)]);
    expect(outcomes(failing)).toEqual(['completed', 'completed', 'completed']);
    expect(members(failing)[1]).not.toBe(HOME);
    expect(failing.collector.countersOf(0)[COUNTER.asks]).toBe(1);
    expect(members(failing)[2]).toBe(members(failing)[1]);
  });

  it('is found again when it is back, by those whose resolver has forgotten that it was gone', () => {
    const back = run(SHORT, [visit(1), visit(20), visit(60), visit(400)], { for: '20s' });
    expect(outcomes(back)).toEqual(['completed', 'dropped', 'dropped', 'completed']);
  });

  it('nobody else notices', () => {
    const other = [...Array(40).keys()].find(
      (client) =>
        members(runProxy(modelWith({ designs: { proxy: { kind: 'redirect' } } }), [visit(1, client)]))[0] !== HOME,
    )!;
    expect(outcomes(run(SHORT, [visit(1, other), visit(20, other)]))).toEqual(['completed', 'completed']);
  });
});
