/**
 * Goal: behind a proxy or a passthrough balancer too a trail follows a client through its tries: one connection, one
 * trail, whose parts add up to its time.
 * Method: runs in which one of four members refuses, then a PoP that is lost while routes have not converged; every
 * trail of a window, beside what the run counts.
 */
import { describe, expect, it } from 'vitest';
import { UNATTENDED } from '../../../sim/kernel/kernel.ts';
import { groupTrails } from '../../../sim/metrics/trail/group-trails.ts';
import type { Trail } from '../../../sim/metrics/trail/trail.ts';
import { simulate } from '../../../sim/simulate.ts';
import { modelWith, type PlainMap } from '../../support/scenario.ts';

const ASKS = [{ id: 'q', metroIndex: 0, fromUs: 10_000_000, toUs: 40_000_000, count: 5_000 }];
const RETRY = {
  tries: 3,
  on: ['refused', 'timedOut', 'reset'],
  backoff: { kind: 'constant', base: '300ms', cap: '300ms' },
};

function explained(kind: string, design: PlainMap, event: PlainMap) {
  const regional = kind === 'networkPassthrough' ? { region: 'asia-northeast3', loadBalancingScheme: 'EXTERNAL' } : {};
  const model = modelWith({
    service: regional,
    designs: { proxy: { kind, retry: RETRY, ...design } },
    traffic: { connections: { rate: '20/s', hold: '1s' } },
    events: [{ id: 'lost', at: '10s', ...event }],
  });
  const run = simulate(model, 0, 0, UNATTENDED, { asks: ASKS, stopsWhenAnswered: false });
  const undisturbed = simulate(model, 0, 0, UNATTENDED, { asks: [], stopsWhenAnswered: false });
  expect(run.fingerprint).toEqual(undisturbed.fingerprint);
  return run;
}

function triesOf({ steps }: Trail): number {
  return 1 + steps.filter(({ stage }) => stage === 'try').length;
}

describe.each(['anycastProxy', 'networkPassthrough'])('a trail of %s', (kind) => {
  // Nobody probes it out of the way within the run.
  const slowChecks = { service: { healthCheck: { checkInterval: '5m', timeout: '5s' } } };
  const { trails, offeredCount } = explained(kind, slowChecks, { fail: { member: 'seoul/0', as: 'refusing' } });
  const again = trails.filter((trail) => triesOf(trail) > 1);

  it('is one for all tries', () => {
    expect(again.length).toBeGreaterThan(50);
    // 60 s of the run, 30 s of questions, and no more trails than connections.
    expect(trails.length).toBeLessThan(0.55 * offeredCount);
    expect(new Set(trails.map(({ atMs, client }) => `${atMs} ${client.flowHash}`)).size).toBe(trails.length);
    const { steps, outcome, timeline } = again.find(({ outcome: { name } }) => name === 'completed')!;
    const tried = steps.findIndex(({ stage }) => stage === 'try');
    expect(steps[tried]).toMatchObject({ chosen: 'refused', reason: 'memberRefuses' });
    expect(steps[tried - 1]).toMatchObject({ stage: 'member', chosen: 'seoul/0' });
    expect(steps[0]!.stage).toBe('ingress');
    expect(steps[tried + 1]!.stage).toBe('ingress');
    expect(steps.at(-1)!.chosen).not.toBe('seoul/0');
    expect(timeline.map(({ what }) => what)).toContain('the client tries again');
    expect(timeline.map(({ what }) => what).slice(-2)).toEqual(['first byte at the client', 'completed']);
    const instants = timeline.map(({ atMs }) => atMs);
    expect(instants).toEqual(instants.toSorted((a, b) => a - b));
    expect(outcome.latencyMs).toBeGreaterThan(300);
  });

  it('has parts of the time to first byte that add up to it, earlier tries included', () => {
    for (const { latency, outcome } of trails.filter(({ outcome: { latencyMs } }) => latencyMs !== null)) {
      expect(Math.abs(latency.reduce((sum, { ms }) => sum + ms, 0) - outcome.latencyMs!)).toBeLessThan(0.02);
    }
    const [{ part, ms }] = again.find(({ outcome: { name } }) => name === 'completed')!.latency as [
      { part: string; ms: number },
    ];
    expect(part).toBe('earlier tries and waits between them');
    expect(ms).toBeGreaterThan(300);
  });

  it('is grouped with those that went the same way', () => {
    const groups = groupTrails(trails);
    expect(groups.some(({ way }) => way.includes('refused'))).toBe(true);
    expect(groups.reduce((sum, group) => sum + group.trails.length, 0)).toBe(trails.length);
  });

  it('ends with the run between two tries', () => {
    const waiting = { ...RETRY, backoff: { kind: 'constant', base: '60s', cap: '60s' } };
    const cut = explained(kind, { ...slowChecks, retry: waiting }, { fail: { backend: 'seoul', as: 'refusing' } });
    const unfinished = cut.trails.filter(({ outcome: { name } }) => name === 'unfinished');
    expect(unfinished.length).toBeGreaterThan(200);
    expect(unfinished.at(-1)).toMatchObject({ latency: [], outcome: { reason: 'runEnded', atMs: 60_000 } });
  });
});

it('a SYN that reaches nobody is a try like any other', () => {
  const { trails } = explained(
    'anycastProxy',
    { connectTimeout: '2s' },
    { for: '15s', fail: { pop: ['icn', 'nrt', 'kix'] } },
  );
  const lost = trails.filter((trail) =>
    trail.steps.some(({ stage, reason }) => stage === 'try' && reason === 'noPopAnswers'),
  );
  expect(lost.length).toBeGreaterThan(0);
  expect(lost.every((trail) => triesOf(trail) > 1)).toBe(true);
});
