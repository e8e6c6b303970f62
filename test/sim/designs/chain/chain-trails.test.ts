/**
 * Goal: a trail of a chain follows a client through tiers and tries, accounts for all of the time to
 * first byte, and changes nothing.
 * Method: a run with flood protection, one with clients who connect to Apache; one of two inner servers is lost in
 * both; every trail of a window.
 */
import { describe, expect, it } from 'vitest';
import { UNATTENDED } from '../../../../sim/kernel/kernel.ts';
import { groupTrails } from '../../../../sim/metrics/trail/group-trails.ts';
import type { Trail } from '../../../../sim/metrics/trail/trail.ts';
import { simulate } from '../../../../sim/simulate.ts';
import { modelWith, type PlainMap } from '../../../support/scenario.ts';

const TIERS: PlainMap = {
  apache: { kind: 'threadPerConnection', servers: 2, workers: 50 },
  nginx: { kind: 'eventDriven', servers: 2 },
};
const ASKS = [{ id: 'q', metroIndex: 0, fromUs: 10_000_000, toUs: 30_000_000, count: 500 }];

function modelOf(tiers: PlainMap) {
  return modelWith({
    service: { protocol: 'SSL' },
    designs: {
      proxy: {
        kind: 'chain',
        tiers,
        chain: 'long',
        connectTimeout: '1s',
        retry: { tries: 3, on: ['refused', 'timedOut', 'reset'], backoff: { base: '50ms' } },
      },
    },
    requests: { plain: { target: '/users', share: '70%' }, doubled: { target: '//users', share: '30%' } },
    chains: {
      long: [
        { preset: 'nginx', mergeSlashes: true, locations: [{ location: '/', proxyPass: 'http://next/' }] },
        { preset: 'nginx', locations: [{ location: '/', proxyPass: 'http://next' }] },
        { preset: 'backend', serves: ['/users'] },
      ],
    },
    events: [
      { id: 'inner', at: '10s', for: '10s', fail: { tier: '*/nginx/0' } },
      { id: 'first', at: '22s', for: '6s', fail: { tier: '*/apache/1', as: 'refusing' } },
    ],
  });
}

function explain(tiers: PlainMap) {
  const model = modelOf(tiers);
  const record = simulate(model, 0, 0, UNATTENDED, { asks: ASKS, stopsWhenAnswered: false });
  const undisturbed = simulate(model, 0, 0, UNATTENDED, { asks: [], stopsWhenAnswered: false });
  return { record, undisturbed, trails: record.trails };
}

function stagesOf({ steps }: Trail): string[] {
  return steps.map(({ stage }) => stage);
}

describe.each([
  ['clients connect to Apache', TIERS],
  ['flood protection stands before it', { alb: { kind: 'floodProtection' }, ...TIERS }],
])('a trail where %s', (_, tiers) => {
  const { record, undisturbed, trails } = explain(tiers);
  const isProtected = 'alb' in tiers;

  it('changes nothing of the run', () => {
    expect(record.fingerprint).toEqual(undisturbed.fingerprint);
    expect(undisturbed.trails).toEqual([]);
  });

  it('has parts of the time to first byte that add up to it', () => {
    const answered = trails.filter(({ outcome }) => outcome.latencyMs !== null);
    expect(answered.length).toBeGreaterThan(300);
    for (const { latency, outcome } of answered) {
      const sumMs = latency.reduce((sum, { ms }) => sum + ms, 0);
      expect(Math.abs(sumMs - outcome.latencyMs!)).toBeLessThan(0.03);
      for (const { ms } of latency) expect(ms).toBeGreaterThan(0);
    }
  });

  it('names the server of each tier, what that made of the form, and the member', () => {
    const plain = trails.find(({ steps }) => !steps.some(({ stage }) => stage === 'try'))!;
    const entry = isProtected ? ['site', 'protection'] : ['site'];
    expect(stagesOf(plain)).toEqual([...entry, 'tier', 'form', 'tier', 'form', 'member']);
    const tierSteps = plain.steps.filter(({ stage }) => stage === 'tier');
    expect(tierSteps.map(({ chosen }) => chosen!.replace(/\d$/, ''))).toEqual([
      'asia-northeast3/apache/',
      'asia-northeast3/nginx/',
    ]);
    expect(tierSteps[0]!.reason).toBe(isProtected ? 'nextInTurn' : 'hashedToServer');
    const doubled = trails.find(({ steps }) => steps.some(({ reason }) => reason === 'formChanged'))!;
    const [first, second] = doubled.steps.filter(({ stage }) => stage === 'form');
    expect(first).toMatchObject({ chosen: '/users', reason: 'formChanged', facts: { target: '//users' } });
    expect(second).toMatchObject({ chosen: '/users', reason: 'formKept' });
  });

  it('tells of the host that its caller waited for, and how long', () => {
    const passed = trails.find(({ steps }) => steps.some(({ passedOver }) => passedOver.length > 0))!;
    const inner = passed.steps.find(({ passedOver }) => passedOver.length > 0)!;
    expect(inner.chosen).toBe('asia-northeast3/nginx/1');
    expect(inner.passedOver).toEqual([{ name: 'asia-northeast3/nginx/0', reason: 'serverOfNoUse', facts: {} }]);
    const spent = new Map(passed.latency.map(({ part, ms }) => [part, ms]));
    expect(spent.get('waiting for nginx')).toBeCloseTo(1_000, 0);
  });

  it('is one for all tries of a client that was refused', () => {
    const again = trails.find(({ steps }) => steps.some(({ stage }) => stage === 'try'))!;
    const tryStep = again.steps.find(({ stage }) => stage === 'try')!;
    expect(tryStep).toMatchObject({ chosen: 'refused', reason: 'serverRefuses' });
    const spent = new Map(again.latency.map(({ part, ms }) => [part, ms]));
    if (again.outcome.name === 'completed') {
      expect(spent.get('earlier tries and waits between them')).toBeGreaterThan(0);
    }
  });

  it('is grouped by the tiers that it came to', () => {
    const way = isProtected ? 'asia-northeast3 > alb > apache > nginx' : 'asia-northeast3 > apache > nginx';
    expect(groupTrails(trails)[0]!.way).toBe(`${way} > a member: completed`);
  });
});
