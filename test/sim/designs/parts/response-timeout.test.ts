/**
 * Goal: a client without a first byte leaves when its time is over, wherever its connection is by then, and what it
 * leaves behind is served or dropped.
 * Method: connections listed one by one at one server with one worker, in each kind of design; instants
 * compared with the times given.
 */
import { describe, expect, it } from 'vitest';
import { COUNTER } from '../../../../sim/metrics/counters.ts';
import type { Model } from '../../../../sim/model.ts';
import { type Attempt, runProxy } from '../../../support/proxy-bench.ts';
import { modelWith, type PlainMap } from '../../../support/scenario.ts';

const SECOND = 1_000_000;
const KINDS = ['anycastProxy', 'networkPassthrough', 'redirect'];

/** Nothing is ever blocked here, so nobody tries again. */
const NEVER_RETRIED = { tries: 2, on: ['blocked'] };

function oneWorker(kind: string, design: PlainMap, member: PlainMap = {}, rest: PlainMap = {}): Model {
  const regional = kind === 'networkPassthrough' ? { region: 'asia-northeast3', loadBalancingScheme: 'EXTERNAL' } : {};
  const backend = { zone: 'asia-northeast3-a', members: 1, maxConnections: 400 };
  return modelWith({
    designs: { proxy: { kind, retry: NEVER_RETRIED, ...design } },
    service: {
      ...regional,
      backends: { seoul: backend },
      member: { workers: 1, backlog: 10, serviceTime: '20ms', ...member },
    },
    ...rest,
  });
}

/** The first keeps the server busy for `service`; the second comes just after it. */
function two(service: number): Attempt[] {
  return [
    { at: SECOND, client: 1, hold: 0, service },
    { at: 1.1 * SECOND, client: 2, flow: 9, hold: 0, service: 0.1 * SECOND },
  ];
}

describe.each(KINDS)('a client of %s', (kind) => {
  it('that has its first byte in time stays as long as it likes', () => {
    const model = oneWorker(kind, { responseTimeout: '1s' });
    const [ending] = runProxy(model, [{ at: SECOND, hold: 20 * SECOND }]).endings;
    expect(ending!.outcome).toBe('completed');
    expect(ending!.endedAt).toBeGreaterThan(21 * SECOND);
  });

  it('that waits for a worker leaves after its time, and its work is done all the same', () => {
    const model = oneWorker(kind, { responseTimeout: '2s' });
    // The first is served from 1 s on for 3 s, the second from 4 s on, for nobody.
    const late = { at: 4.05 * SECOND, client: 3, flow: 5, hold: 0, service: 0.1 * SECOND };
    const run = runProxy(model, [...two(3 * SECOND), late]);
    expect(run.endings.map(({ outcome }) => outcome)).toEqual(['timedOut', 'timedOut', 'completed']);
    expect(run.endings[1]!.endedAt).toBe(3.1 * SECOND);
    const alone = runProxy(oneWorker(kind, {}), [late]);
    // It had to wait until the dead work was done.
    const waitedUs = run.endings[2]!.latencyUs! - alone.endings[0]!.latencyUs!;
    expect(waitedUs).toBeGreaterThan(0.02 * SECOND);
    expect(waitedUs).toBeLessThan(0.1 * SECOND);
  });

  it('takes its work with it where that is dropped', () => {
    const model = oneWorker(kind, { responseTimeout: '2s', abandonedWork: 'dropped' });
    const late = { at: 3.5 * SECOND, client: 3, flow: 5, hold: 0, service: 0.1 * SECOND };
    const run = runProxy(model, [...two(30 * SECOND), late]);
    expect(run.endings.map(({ outcome }) => outcome)).toEqual(['timedOut', 'timedOut', 'completed']);
    const alone = runProxy(oneWorker(kind, {}), [late]);
    expect(run.endings[2]!.latencyUs).toBe(alone.endings[0]!.latencyUs);
  });

  it('leaves one that shares cores as well', () => {
    const model = oneWorker(kind, { responseTimeout: '2s' }, { discipline: 'processorSharing' });
    const run = runProxy(model, two(3 * SECOND));
    expect(run.endings.map(({ outcome }) => outcome)).toEqual(['timedOut', 'completed']);
    expect(run.endings[0]!.endedAt).toBe(3 * SECOND);
  });

  it('leaves a server that does not answer its SYN', () => {
    const events = [{ id: 'lost', at: '500ms', fail: { member: 'seoul/0' } }];
    const model = oneWorker(kind, { responseTimeout: '700ms', connectTimeout: '5s' }, {}, { events });
    const [ending] = runProxy(model, [{ at: SECOND }]).endings;
    expect([ending!.outcome, ending!.endedAt]).toEqual(['timedOut', 1.7 * SECOND]);
  });

  it('tries again with as much patience, and the connection is one', () => {
    const model = oneWorker(kind, { responseTimeout: '1s', retry: { tries: 2 } });
    const run = runProxy(model, two(1.5 * SECOND));
    // The second client's second try waits for its own first one, whose work is dead, and for the
    // second try of the first client.
    expect(run.endings.map(({ outcome }) => outcome)).toEqual(['timedOut', 'timedOut']);
    expect(run.collector.countersOf(0)[COUNTER.retries]).toBe(2);
    expect(run.endings.map(({ endedAt }) => endedAt)).toEqual([3 * SECOND, 3.1 * SECOND]);
  });

  it('is neither broken nor counted twice when the server dies over its dead work', () => {
    const events = [{ id: 'lost', at: '4s', fail: { member: 'seoul/0' } }];
    const model = oneWorker(kind, { responseTimeout: '1s' }, {}, { events });
    const run = runProxy(model, two(30 * SECOND));
    expect(run.endings.map(({ outcome }) => outcome)).toEqual(['timedOut', 'timedOut']);
    expect(run.collector.breaks.reduce((sum, count) => sum + count, 0)).toBe(0);
    expect(run.log.every(({ brokenCount }) => brokenCount === 0)).toBe(true);
  });
});
