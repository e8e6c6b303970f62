/**
 * Conformance G8, G18 to G22 and G42: how the load balancer reaches its backends, and what a mismatch costs.
 *
 * Goal: settings that the cloud does not check against one another have the documented consequence. Method: whole
 * scenarios, connections listed one by one; what became of them, and what health checks hold.
 */
import { describe, expect, it } from 'vitest';
import { gfeAddress, proberAddress } from '../../../sim/fleet/source-addresses.ts';
import { type AddressRange, addressText, holdsAddress } from '../../../sim/kernel/address-range.ts';
import { UNATTENDED } from '../../../sim/kernel/kernel.ts';
import { BREAK_CAUSES } from '../../../sim/metrics/break-cause.ts';
import type { Model } from '../../../sim/model.ts';
import { parseCidr } from '../../../sim/scenario/cidr.ts';
import { simulate } from '../../../sim/simulate.ts';
import { attemptsEvery, type ProxyRun, runProxy } from '../../support/proxy-bench.ts';
import { loadData, mergePlain, modelWith, type PlainMap } from '../../support/scenario.ts';

const SECOND = 1_000_000;

const TWO_REGIONS = {
  seoul: { zone: 'asia-northeast3-a', members: 4, maxConnections: 4_000 },
  tokyo: { zone: 'asia-northeast1-a', members: 4, maxConnections: 4_000 },
};

interface Observed extends ProxyRun {
  readonly model: Model;
}

function run(service: PlainMap, changes: PlainMap = {}): Observed {
  const model = modelWith(mergePlain({ service: mergePlain({ backends: TWO_REGIONS }, service) }, changes));
  return { model, ...runProxy(model, attemptsEvery(SECOND / 10, 0, 200, { hold: 0 })) };
}

/** How many connections had each outcome in each region. */
function tally({ endings }: ProxyRun): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { outcome, region } of endings) {
    const key = region === null ? outcome : `${outcome} ${region}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

/** Members held healthy at the end of the first interval, of Seoul and Tokyo. */
function heldHealthy({ model }: Observed): number[] {
  return [...simulate(model, 0, 0, UNATTENDED).serving.seenHealthy.subarray(0, 2)];
}

const AT_HOME = { 'completed asia-northeast3': 200 };
const IN_TOKYO = { 'completed asia-northeast1': 200 };
const seoul = (changes: PlainMap): PlainMap => ({ backends: { seoul: changes } });

describe('reaching the backends', () => {
  it('G18: backends see addresses of 130.211.0.0/22 and 35.191.0.0/16, both for probes and for connections', () => {
    const [small, large] = ['130.211.0.0/22', '35.191.0.0/16'].map((text) => parseCidr(text).range!) as [
      AddressRange,
      AddressRange,
    ];
    for (const addressOf of [gfeAddress, proberAddress]) {
      const addresses = Array.from({ length: 100 }, (_, number) => addressOf(number, 'IPV4'));
      expect(addresses.filter((address) => holdsAddress(small, address)).length).toBe(50);
      expect(addresses.filter((address) => holdsAddress(large, address)).length).toBe(50);
      expect(new Set(addresses.map(addressText)).size).toBeGreaterThan(95);
      expect(addressText(addressOf(3, 'IPV6'))).toMatch(/^2600:2d00:1:1:/);
    }
  });

  it('G19: without the PROXY protocol client addresses are lost: a limit per address hits the front ends', () => {
    const limited = (proxyHeader: string): Record<string, number> => {
      const model = modelWith({
        service: { proxyHeader, backends: { seoul: { members: 1 } }, member: { perClientLimit: 10 } },
      });
      return tally(runProxy(model, attemptsEvery(SECOND / 10, 0, 200, { hold: 30 * SECOND })));
    };
    // One second-layer GFE serves all of Seoul: its address has ten connections, whoever the clients are.
    expect(limited('NONE')).toEqual({ 'completed asia-northeast3': 10, 'blocked asia-northeast3': 190 });
    expect(limited('PROXY_V1')).toEqual(AT_HOME);
  });

  it('G19: with it, a limit per address hits the client that asks for more', () => {
    const model = modelWith({
      service: { proxyHeader: 'PROXY_V1', backends: { seoul: { members: 1 } }, member: { perClientLimit: 10 } },
    });
    const greedy = attemptsEvery(SECOND / 10, 0, 200, { hold: 30 * SECOND }).map((attempt, k) =>
      k % 2 === 0 ? { ...attempt, client: 77 } : attempt,
    );
    const { endings } = runProxy(model, greedy);
    expect(endings.filter(({ outcome }, k) => outcome === 'blocked' && k % 2 === 1)).toEqual([]);
    expect(endings.filter(({ outcome }) => outcome === 'blocked').length).toBe(90);
  });

  it('G19: a PROXY header that only one side knows of turns every connection to garbage, while probes pass', () => {
    for (const service of [
      { proxyHeader: 'PROXY_V1', member: { proxyHeader: 'NONE' } },
      { member: { proxyHeader: 'PROXY_V1' } },
    ]) {
      const mismatched = run(service);
      expect(tally(mismatched)).toEqual({ 'rejected asia-northeast3': 200 });
      expect(heldHealthy(mismatched)).toEqual([4, 4]);
    }
    expect(tally(run({ proxyHeader: 'PROXY_V1' }))).toEqual(AT_HOME);
  });

  it('G20: the protocol is TCP or SSL exactly as configured, without a fallback', () => {
    for (const service of [{ protocol: 'SSL', member: { speaks: 'TCP' } }, { member: { speaks: 'SSL' } }]) {
      const mismatched = run(service);
      expect(tally(mismatched)).toEqual({ 'reset asia-northeast3': 200 });
      expect(mismatched.collector.breaks[BREAK_CAUSES.indexOf('serverError')]).toBe(200);
    }
    expect(tally(run({ protocol: 'SSL' }))).toEqual(AT_HOME);
  });

  it('G20: a check that speaks the protocol sees it, and a backend that speaks it takes the traffic', () => {
    const checked = run({
      protocol: 'SSL',
      healthCheck: { type: 'SSL' },
      ...seoul({ member: { speaks: 'TCP' } }),
    });
    expect([tally(checked), heldHealthy(checked)]).toEqual([IN_TOKYO, [0, 4]]);
  });

  it('G20: changing it makes the backends unreachable for a few minutes, health checks or not', () => {
    const model = modelWith({
      time: { duration: '11m' },
      service: { protocol: 'SSL', backends: TWO_REGIONS, member: { speaks: 'TCP' }, healthCheck: { type: 'TCP' } },
      events: [{ id: 'mended', at: '60s', push: { protocol: 'TCP' } }],
    });
    const { endings } = runProxy(model, attemptsEvery(SECOND, SECOND / 2, 600, { hold: 0 }));
    const outcomes = (from: number, to: number): string[] => [
      ...new Set(endings.slice(from, to).map(({ outcome, region }) => `${outcome} ${region}`)),
    ];
    expect(outcomes(0, 60)).toEqual(['reset asia-northeast3']);
    expect(outcomes(60, 240)).toEqual(['timedOut asia-northeast3']);
    expect(outcomes(240, 600)).toEqual(['completed asia-northeast3']);
  });

  it('G21: the default firewall lets probes and traffic in; without the two ranges health checks fail', () => {
    expect(tally(run({}))).toEqual(AT_HOME);
    const closed = run({ firewall: [{ sourceRanges: ['10.0.0.0/8'] }] });
    expect([tally(closed), heldHealthy(closed)]).toEqual([{ dropped: 200 }, [0, 0]]);
  });

  it.each(['130.211.0.0/22', '35.191.0.0/16'])(
    'G21: both ranges are needed; %s alone leaves half the probers out',
    (range) => {
      const partial = run({ firewall: [{ sourceRanges: [range] }] });
      expect(heldHealthy(partial)).toEqual([0, 0]);
      // Where fewer probers have to agree, the backends are in service, and half of the front ends cannot reach them.
      const model = modelWith({
        world: {
          clients: { metros: ['seoul', 'boston', 'london', 'lagos', 'sydney', 'mumbai', 'sao-paulo', 'tokyo'] },
        },
        service: { healthCheck: { quorum: 3 }, firewall: [{ sourceRanges: [range] }] },
        designs: { proxy: { secondLayer: { gfesPerRegion: 2 } } },
      });
      const attempts = attemptsEvery(SECOND / 10, 0, 64, { hold: 0 });
      const { endings } = runProxy(
        model,
        attempts.map((attempt, k) => ({ ...attempt, network: k % 16 })),
      );
      expect(new Set(endings.map(({ outcome }) => outcome))).toEqual(new Set(['completed', 'timedOut']));
    },
  );

  it('G21: a firewall at the VMs does not stop what clients send to the front ends', () => {
    // Shut for everyone: the clients' connections are taken all the same, and dropped for want of a backend.
    const closed = run({ firewall: [] });
    expect(closed.endings.every(({ servingPop, outcome }) => servingPop !== null && outcome === 'dropped')).toBe(true);
    // A rule against the clients' own addresses changes nothing: only front ends reach the VMs.
    expect(tally(run({ firewall: [{ sourceRanges: ['130.211.0.0/22', '35.191.0.0/16'] }] }))).toEqual(AT_HOME);
  });

  it("G22: each group's named port decides where it is reached, and may differ between groups", () => {
    const named = run({
      portName: 'web',
      backends: {
        seoul: { namedPorts: { web: 8080 }, member: { listensOn: [8080, 80] } },
        tokyo: { namedPorts: { web: 9090 }, member: { listensOn: [9090, 80] } },
      },
    });
    expect([tally(named), heldHealthy(named)]).toEqual([AT_HOME, [4, 4]]);
    // The mapping says 8081, the server listens on 8080; the probed port is open, so probes pass.
    const wrong = run({
      portName: 'web',
      backends: {
        seoul: { namedPorts: { web: 8081 }, member: { listensOn: [8080, 80] } },
        tokyo: { namedPorts: { web: 9090 } },
      },
    });
    expect([tally(wrong), heldHealthy(wrong)]).toEqual([{ 'refused asia-northeast3': 200 }, [4, 4]]);
  });

  it('G22: health-check port and serving port both have to be open', () => {
    const ranges = ['130.211.0.0/22', '35.191.0.0/16'];
    const open = (ports: readonly (number | string)[], healthCheck: PlainMap = {}): Observed =>
      run({ firewall: [{ sourceRanges: ranges, ports }], healthCheck });
    expect(tally(open([443, 80]))).toEqual(AT_HOME);
    const withoutProbes = open([443]);
    expect([tally(withoutProbes), heldHealthy(withoutProbes)]).toEqual([{ dropped: 200 }, [0, 0]]);
    const withoutTraffic = open([80]);
    expect([tally(withoutTraffic), heldHealthy(withoutTraffic)]).toEqual([{ 'timedOut asia-northeast3': 200 }, [4, 4]]);
    expect(tally(open([443], { port: 'USE_SERVING_PORT' }))).toEqual(AT_HOME);
  });

  it('G8: a policy that members cannot follow is not refused, and leaves the backend unhealthy', () => {
    const only = run({
      ipAddressSelectionPolicy: 'IPV6_ONLY',
      firewall: [{ sourceRanges: ['0.0.0.0/0'] }, { sourceRanges: ['::/0'] }],
      ...seoul({ ipStack: 'IPV4' }),
      backends: { seoul: { ipStack: 'IPV4' }, tokyo: { ipStack: 'DUAL' } },
    });
    expect([tally(only), heldHealthy(only)]).toEqual([IN_TOKYO, [0, 4]]);
    const preferring = run({ ipAddressSelectionPolicy: 'PREFER_IPV6' });
    expect([tally(preferring), heldHealthy(preferring)]).toEqual([AT_HOME, [4, 4]]);
    expect(loadData({ service: { loadBalancingScheme: 'EXTERNAL', ipAddressSelectionPolicy: 'IPV6_ONLY' } }).ok).toBe(
      false,
    );
  });

  it('G42: a backend in a peered network is refused', () => {
    const networkOf = (network: string, own = 'default'): boolean =>
      loadData({ service: { network: own, backends: { seoul: { network } } } }).ok;
    expect([networkOf('default'), networkOf('prod'), networkOf('prod', 'prod')]).toEqual([true, false, true]);
  });
});
