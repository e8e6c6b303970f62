/**
 * Goal: a SYN flood of servers that clients connect to takes the places of half-open connections and packets, as
 * docs/model/chain.md says, and meets nobody behind flood protection. Method: a connection every five milliseconds
 * while it goes on; shares against closed forms, within four standard deviations.
 */
import { describe, expect, it } from 'vitest';
import { floodedQueue, halfOpenSeconds } from '../../../../sim/tiers/syn-flood.ts';
import { attemptsEvery, type ProxyRun, runProxy } from '../../../support/proxy-bench.ts';
import { modelWith, type PlainMap } from '../../../support/scenario.ts';

const SECOND = 1_000_000;
const COUNT = 4_000;
const NGINX: PlainMap = { kind: 'eventDriven', servers: 2, workerConnections: 100_000 };

function run(tiers: PlainMap, attack: PlainMap, design: PlainMap = {}): ProxyRun {
  const model = modelWith({
    time: { duration: '80s' },
    designs: { proxy: { kind: 'chain', tiers, responseTimeout: '4500ms', ...design } },
    events: [{ id: 'flood', at: '1s', for: '60s', attack }],
  });
  return runProxy(model, attemptsEvery(5_000, 2 * SECOND, COUNT, { service: 20_000, hold: 0 }));
}

function servedShare({ endings }: ProxyRun): number {
  return endings.filter(({ outcome }) => outcome === 'completed').length / endings.length;
}

/** Four standard deviations of a share of the connections. */
function band(share: number): number {
  return 4 * Math.sqrt((share * (1 - share)) / COUNT);
}

describe('a queue of half-open connections in a flood', () => {
  it('keeps each for 63 s, in a crowd for 7 s', () => {
    expect([halfOpenSeconds(5), halfOpenSeconds(2)]).toEqual([63, 7]);
  });

  it.each([
    [0, 0, 1],
    [1, 63, 1],
    [3, 189, 1],
    // Half of it for a while, then as many as come in seven seconds.
    [30, 255, 1],
    [60, 420, 1],
    [73, 511, 1],
    [730, 511, 0.1],
  ])('of %i SYNs a second', (rate, held, placeShare) => {
    const queue = floodedQueue(rate, 511, 5, 2);
    expect(queue.held).toBe(held);
    expect(queue.placeShare).toBeCloseTo(placeShare, 3);
  });
});

describe('servers without SYN cookies', () => {
  it('let in a share of the SYNs, and so those clients in of whom one of five finds a place', () => {
    // Each of two servers gets 730 SYNs a second; a client sends one at once, and after
    // one, two, three and four seconds.
    const place = 511 / (730 * 7);
    const expected = 1 - (1 - place) ** 5;
    const share = servedShare(run({ nginx: { ...NGINX, synCookies: false } }, { flood: '1460/s' }));
    expect(Math.abs(share - expected)).toBeLessThan(band(expected));
  });

  it('let everybody in when the flood leaves room, or is over', () => {
    expect(servedShare(run({ nginx: { ...NGINX, synCookies: false } }, { flood: '100/s' }))).toBe(1);
    const { endings } = run(
      { nginx: { ...NGINX, synCookies: false, backlog: 1 } },
      { flood: '1k/s', tier: '*/nginx/1' },
    );
    // The other server serves its half.
    expect(endings.filter(({ outcome }) => outcome === 'completed').length / COUNT).toBeGreaterThan(0.45);
    expect(endings.filter(({ outcome }) => outcome === 'timedOut').length / COUNT).toBeGreaterThan(0.4);
  });
});

describe('servers with SYN cookies', () => {
  it('serve everybody while they can take the packets', () => {
    expect(servedShare(run({ nginx: NGINX }, { flood: '1M/s' }))).toBe(1);
  });

  it('lose the share of all packets that they cannot take', () => {
    // Two servers of 100k/s each get 800k/s: three packets of four are lost.
    const flooded = run({ nginx: NGINX }, { flood: '800k/s' }, { packetRate: { server: '100k/s' } });
    const instants = [0, 0.204, 0.408, 0.816, 1.632, 3.264];
    const expected = [0, 1, 2, 3, 4].reduce((sum, second) => {
      const requests = instants.filter((at) => second + at < 4.4).length;
      return sum + 0.25 * 0.75 ** second * (1 - 0.75 ** requests);
    }, 0);
    expect(Math.abs(servedShare(flooded) - expected)).toBeLessThan(band(expected) + 0.01);
    expect(flooded.log[0]!.what).toBe(
      'flood of 800000 SYNs/s begins: at 2 servers of the first tier, each loses 75 % of its packets',
    );
  });
});

describe('a flood of nobody', () => {
  it.each([
    ['flood protection absorbs it', { alb: { kind: 'floodProtection' }, nginx: NGINX }, {}],
    [
      'what it is aimed at has no address',
      { apache: { kind: 'threadPerConnection', servers: 2 }, nginx: NGINX },
      { tier: '*/nginx/*' },
    ],
    ['what it is aimed at has no address', { nginx: NGINX }, { backend: 'seoul' }],
  ])('%s', (what, tiers, aim) => {
    const flooded = run(tiers, { flood: '5M/s', ...aim });
    expect(flooded.log[0]!.what).toBe(`flood of 5000000 SYNs/s begins: ${what}`);
    expect(flooded.log.at(-1)!.what).toBe('end of a flood that met nobody');
    expect(servedShare(flooded)).toBe(1);
  });
});
