/**
 * Goal: a restart takes member after member, breaks what each has and no more, in every kind of design. Method:
 * connections listed one by one, long enough to be there when their member goes.
 */
import { describe, expect, it } from 'vitest';
import { attemptsEvery, type ProxyRun, runProxy } from '../../support/proxy-bench.ts';
import { modelWith, type PlainMap } from '../../support/scenario.ts';

const SECOND = 1_000_000;
const MEMBERS = 3;
const HOLD = 1_000 * SECOND;

const KINDS: readonly (readonly [string, PlainMap, PlainMap])[] = [
  ['anycastProxy', {}, {}],
  ['networkPassthrough', {}, { region: 'asia-northeast3' }],
  ['redirect', { clientsAtStart: 'strangers', retry: { on: ['dropped'] } }, {}],
];

function restarted(kind: string, design: PlainMap, service: PlainMap, restart: PlainMap): ProxyRun {
  const model = modelWith({
    time: { duration: '2m' },
    designs: { proxy: { kind, ...design } },
    service: {
      ...service,
      backends: {
        seoul: { zone: 'asia-northeast3-a', members: MEMBERS, maxConnections: 100 },
      },
    },
    events: [{ id: 'deploy', at: '60s', restart: { downtime: '5s', gap: '10s', ...restart } }],
  });
  return runProxy(model, attemptsEvery(SECOND / 2, SECOND, 60, { hold: HOLD }));
}

describe.each(KINDS)('in %s', (kind, design, service) => {
  it('every member goes once, in its turn, and loses what it has', () => {
    const { log, endings } = restarted(kind, design, service, { backend: 'seoul' });
    expect(log.filter(({ eventId }) => eventId === 'deploy').map(({ atUs, what }) => [atUs / SECOND, what])).toEqual([
      [60, 'restart backend seoul as refusing'],
      ...[0, 1, 2].flatMap((member) => [
        [60 + 15 * member, `restart: seoul/${member} out`],
        [65 + 15 * member, `restart: seoul/${member} back`],
      ]),
      [95, 'end of restart backend seoul'],
    ]);
    const broken = log.map(({ brokenCount }) => brokenCount);
    expect(broken.reduce((sum, count) => sum + count, 0)).toBe(60);
    expect(new Set(endings.map(({ outcome }) => outcome))).toEqual(new Set(['reset']));
    expect([...new Set(endings.map(({ endedAt }) => endedAt / SECOND))].sort((a, b) => a - b)).toEqual([60, 75, 90]);
  });

  it('by name: only those, and the others keep what they have', () => {
    const { log, endings } = restarted(kind, design, service, { member: ['seoul/2'] });
    expect(log.map(({ what }) => what)).toContain('restart: seoul/2 out');
    expect(log.map(({ what }) => what)).not.toContain('restart: seoul/0 out');
    const hit = endings.filter(({ outcome }) => outcome === 'reset').length;
    expect(hit).toBeGreaterThan(0);
    expect(hit).toBeLessThan(60);
  });
});
