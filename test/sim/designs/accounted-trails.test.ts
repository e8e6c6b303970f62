/**
 * Goal: a time line ends with its connection: what was only to come, a SYN after a lookup that the end of the run cuts
 * off, is not told.
 * Method: runs of designs whose clients look up names, that end amid new connections; every trail of the last second.
 */
import { expect, it } from 'vitest';
import { UNATTENDED } from '../../../sim/kernel/kernel.ts';
import { simulate } from '../../../sim/simulate.ts';
import { modelWith } from '../../support/scenario.ts';

const ASKS = [{ id: 'q', metroIndex: 0, fromUs: 9_000_000, toUs: 10_000_000, count: 5_000 }];

it.each([
  ['dns', { dns: { ttl: '1s' } }],
  ['redirect', { clientsAtStart: 'strangers' }],
])('a time line of %s tells nothing that the end of the run cuts off', (kind, design) => {
  const model = modelWith({
    time: { duration: '10s', interval: '5s' },
    designs: { proxy: { kind, ...design } },
    traffic: { connections: { rate: '1000/s', hold: '1s' }, clients: { count: 20_000 } },
  });
  const { trails } = simulate(model, 0, 0, UNATTENDED, { asks: ASKS, stopsWhenAnswered: false });
  const cut = trails.filter(
    ({ timeline }) => timeline.map(({ what }) => what).join() === 'the client wants an answer,unfinished',
  );
  expect(cut.length).toBeGreaterThan(0);
  for (const { timeline, outcome } of trails) {
    expect(timeline.at(-1)).toEqual({ atMs: outcome.atMs, what: outcome.name });
    const instants = timeline.map(({ atMs }) => atMs);
    expect(instants).toEqual(instants.toSorted((a, b) => a - b));
  }
});
