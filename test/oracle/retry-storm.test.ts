/**
 * Goal: a retry storm sustains itself exactly where theory says: L9, and the example of Bronson et al. (HotOS 2021):
 * 300 queries a second can be served, 280 come, each is tried once more; hidden capacity C / (1 + R) = 150.
 * Method: one server of 300/s, clients that leave after 1 s; a trigger, and the goodput long after it is gone.
 */
import { describe, expect, it } from 'vitest';
import { simulate, UNATTENDED } from '../../sim/index.ts';
import { COMPLETED } from '../../sim/metrics/outcome.ts';
import { modelWith, type PlainMap } from '../support/scenario.ts';

const CAPACITY = 300;

interface Storm {
  readonly rate: number;
  readonly trigger: PlainMap;
  readonly design?: PlainMap;
}

/** Share of the connections offered from 60 s to 120 s that completed; the trigger is over at 30 s. */
function goodputShare({ rate, trigger, design = {} }: Storm): number {
  const { surges = null, events = null } = trigger as { surges?: PlainMap; events?: PlainMap[] };
  const model = modelWith({
    time: { duration: '120s', interval: '1s', phases: { late: { from: '60s', to: '118s' } } },
    world: { clients: { networksPerMetro: 1 } },
    service: {
      backends: { seoul: { zone: 'asia-northeast3-a', members: 1, maxConnections: '1M' } },
      member: { workers: 1, backlog: 600, serviceTime: { constant: '3333us' } },
    },
    traffic: { connections: { rate: `${rate}/s`, hold: { constant: '0s' } }, ...(surges && { surges }) },
    designs: { proxy: { kind: 'redirect', responseTimeout: '1s', retry: { tries: 2, on: ['timedOut'] }, ...design } },
    ...(events && { events }),
    expect: [{ id: 'late', that: 'completed >= 0', during: 'late' }],
  });
  const record = simulate(model, 0, 0, UNATTENDED);
  const { flows } = record.windows.find(({ windowId }) => windowId === 'late')!;
  const offered = flows.reduce((sum, flow) => sum + flow.offered, 0);
  return flows.reduce((sum, flow) => sum + flow.outcomes[COMPLETED]!, 0) / offered;
}

/** Enough to fill the queue, which holds 2 s of work: twice what clients wait for. */
const SURGE = { surges: { trigger: { at: '10s', peak: '8x', rise: '0s', hold: '10s', decay: '0s' } } };
const OUTAGE = { events: [{ id: 'trigger', at: '10s', for: '10s', fail: { member: 'seoul/0' } }] };

describe(`L9: a trigger that fills the queue of a server of ${CAPACITY}/s, one retry`, () => {
  it.each([
    [280, 0],
    [240, 0],
    [160, 0],
    [140, 1],
  ])('at %d/s leaves a share of %d long after: the hidden capacity is 150/s', (rate, share) => {
    expect(goodputShare({ rate, trigger: SURGE })).toBeCloseTo(share, 1);
  });

  it.each<[string, PlainMap]>([
    ['no retry', { retry: { tries: 2, on: ['blocked'] } }],
    ['work of clients that left dropped', { abandonedWork: 'dropped' }],
    ['a queue that holds less than clients wait', { service: { member: { backlog: 250 } } }],
    ['a budget of 5 %', { retry: { tries: 2, on: ['timedOut'], budget: '5%' } }],
  ])('does not last at 240/s with %s', (_name, design) => {
    expect(goodputShare({ rate: 240, trigger: SURGE, design })).toBeCloseTo(1, 1);
  });
});

describe('an outage in which nothing queues', () => {
  // As it ends, new tries and those of the R seconds before it come: (1 + R) L. What comes in the first second must
  // wait less than one: (1 + R) L < 2 C.
  it.each([
    [1, 280, 1],
    [2, 280, 0],
    [2, 180, 1],
  ])('with %d retries at %d/s leaves a share of %d', (retries, rate, share) => {
    const design = { retry: { tries: retries + 1, on: ['timedOut'] }, connectTimeout: '5s' };
    expect(goodputShare({ rate, trigger: OUTAGE, design })).toBeCloseTo(share, 1);
  });
});
