/**
 * Goal: slow clients are moved by a rollout as other clients are: they hold threads of the chain that they are on,
 * and come back to the other one.
 * Method: an old chain with few threads, a new one with an event loop; so many slow headers as the old one has threads;
 * outcomes before and after all are moved.
 */
import { describe, expect, it } from 'vitest';
import { UNATTENDED } from '../../../../../sim/kernel/kernel.ts';
import { COMPLETED, OUTCOME_COUNT } from '../../../../../sim/metrics/outcome.ts';
import type { RunRecord } from '../../../../../sim/metrics/run-record.ts';
import { simulate } from '../../../../../sim/simulate.ts';
import { modelWith, type PlainMap } from '../../../../support/scenario.ts';

const APACHE: PlainMap = { kind: 'threadPerConnection', servers: 1, mpm: 'worker', workers: 25, headerTimeout: '20s' };
const NGINX: PlainMap = { kind: 'eventDriven', servers: 1 };

function run(old: PlainMap, moved: PlainMap, slowClients: PlainMap): RunRecord {
  const model = modelWith({
    time: {
      duration: '3m',
      interval: '1s',
      phases: { before: { from: '20s', to: '50s' }, after: { from: '110s', to: '170s' } },
    },
    traffic: { connections: { rate: '50/s', hold: '0s' }, clients: { count: 5_000 }, slowClients },
    designs: { proxy: { kind: 'chain', tiers: old, rolloutTo: { tiers: moved } } },
    events: [
      {
        id: 'move',
        at: '60s',
        // Many fail on the chain that they leave; what they meet on the new one decides.
        rollout: { steps: [{ share: '100%', for: '30s' }], gates: { errors: 4_000 }, onBreach: 'halt' },
      },
    ],
    expect: [
      { id: 'a', that: 'share(completed) >= 0%', during: 'before' },
      { id: 'b', that: 'share(completed) >= 0%', during: 'after' },
    ],
  });
  return simulate(model, 0, 0, UNATTENDED);
}

function completedShare({ windows }: RunRecord, id: string): number {
  const { flows } = windows.find(({ windowId }) => windowId === id)!;
  const completed = flows.reduce((sum, { outcomes }) => sum + outcomes[COMPLETED]!, 0);
  const offered = flows.reduce((sum, flow) => sum + flow.offered, 0);
  expect(flows[0]!.outcomes).toHaveLength(OUTCOME_COUNT);
  return completed / offered;
}

describe('slow clients beside a rollout', () => {
  const header = { count: 25, holding: 'header', at: '10s' };

  it('stop the old chain, and do nothing to the new one when they are moved with everybody', () => {
    const record = run({ apache: APACHE }, { nginx: NGINX }, header);
    expect(completedShare(record, 'before')).toBeLessThan(0.1);
    expect(completedShare(record, 'after')).toBe(1);
  });

  it('follow to the new chain: one with threads stops then, though it served everybody before', () => {
    // Who is connected stays where they are until the server closes them: nginx after its header timeout.
    const record = run({ nginx: { ...NGINX, headerTimeout: '10s' } }, { apache: APACHE }, header);
    expect(completedShare(record, 'before')).toBe(1);
    // Closed after twenty seconds each, they come back behind those who wait: threads are free now and then.
    expect(completedShare(record, 'after')).toBeLessThan(0.6);
  });
});
