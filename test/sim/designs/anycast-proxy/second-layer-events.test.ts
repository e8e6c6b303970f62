/**
 * Goal: what the loss and the draining of second-layer GFEs cost, and who stands in.
 * Method: the machines by themselves; long and short connections around events.
 */
import { describe, expect, it } from 'vitest';
import { NO_GFE, SecondLayerMachines } from '../../../../sim/designs/anycast-proxy/second-layer-machines.ts';
import { Revision } from '../../../../sim/fleet/revision.ts';
import { BREAK_CAUSES } from '../../../../sim/metrics/break-cause.ts';
import { attemptsEvery, type ProxyRun, runProxy } from '../../../support/proxy-bench.ts';
import { modelWith, type Plain, THREE_REGIONS } from '../../../support/scenario.ts';

const SECOND = 1_000_000;

describe('machines', () => {
  it('stand in for one another by turns within their region', () => {
    const machines = new SecondLayerMachines(2, 3, new Revision());
    expect(machines.standIn(1, 2)).toBe(5);
    machines.drain(5);
    expect(machines.standIn(1, 2)).toBe(3);
    expect(machines.fail(3)).toBe(true);
    expect(machines.fail(3)).toBe(false);
    expect(machines.standIn(1, 2)).toBe(4);
    machines.drain(4);
    expect(machines.standIn(1, 2)).toBe(NO_GFE);
    expect(machines.standIn(0, 2)).toBe(2);
  });

  it('come back when the last reason is over', () => {
    const machines = new SecondLayerMachines(1, 1, new Revision());
    machines.fail(0);
    machines.fail(0);
    machines.drain(0);
    machines.recover(0, false);
    machines.undrain(0);
    expect(machines.standIn(0, 0)).toBe(NO_GFE);
    machines.recover(0, false);
    expect(machines.standIn(0, 0)).toBe(0);
    machines.fail(0);
    machines.fail(0);
    machines.recover(0, true);
    machines.recover(0, true);
    expect(machines.standIn(0, 0)).toBe(0);
  });
});

/** A hundred long connections, then a short one every second. */
function run(events: readonly Plain[]): ProxyRun {
  const model = modelWith({ time: { duration: '4m' }, service: { backends: THREE_REGIONS }, events });
  return runProxy(model, [
    ...attemptsEvery(10_000, SECOND, 50, { hold: 200 * SECOND }),
    ...attemptsEvery(SECOND, 10 * SECOND, 200, { hold: 100_000 }),
  ]);
}

function broken({ collector }: ProxyRun): Record<string, number> {
  return Object.fromEntries(BREAK_CAUSES.map((cause, at) => [cause, collector.breaks[at]!]).filter(([, n]) => n !== 0));
}

describe('second-layer GFEs', () => {
  it('that fail break what they pass on; the others of the region take what comes', () => {
    const all = ['0', '1', '2', '3', '4', '5'].map((number) =>
      run([{ id: 'lost', at: '60500ms', fail: { secondLayer: `asia-northeast3/${number}` } }]),
    );
    // One of them is the PoP's own.
    expect(all.map(broken).filter(({ secondLayerLost }) => secondLayerLost !== undefined)).toEqual([
      { secondLayerLost: 50 },
    ]);
    for (const { endings } of all) {
      expect(endings.slice(50).every(({ outcome, region }) => outcome === 'completed' && region !== null)).toBe(true);
      expect(new Set(endings.slice(50).map(({ region }) => region))).toEqual(new Set(['asia-northeast3']));
    }
  });

  it('that fail time out what is on its way through them', () => {
    const model = modelWith({
      service: { backends: { seoul: { zone: 'us-central1-a' } } },
      events: [{ id: 'lost', at: '10s', fail: { secondLayer: 'us-central1/*' } }],
    });
    const { endings } = runProxy(model, [{ at: 10 * SECOND - 50_000 }, { at: 10 * SECOND + 50_000 }]);
    expect(endings.map(({ outcome, endedAt }) => [outcome, endedAt / SECOND])).toEqual([
      ['timedOut', 10],
      // No second-layer GFE anywhere.
      ['dropped', 10.05],
    ]);
  });

  it('that drain break nothing and take nothing new', () => {
    const drained = run([{ id: 'upkeep', at: '60500ms', for: '60s', drain: { secondLayer: 'asia-northeast3/*' } }]);
    expect(broken(drained)).toEqual({});
    const regionsOf = (fromS: number, toS: number): Set<string | null> =>
      new Set(
        drained.endings
          .slice(50)
          .filter(({ offeredAt }) => offeredAt >= fromS * SECOND && offeredAt < toS * SECOND)
          .map(({ region }) => region),
      );
    expect(regionsOf(10, 61)).toEqual(new Set(['asia-northeast3']));
    expect(regionsOf(61, 121)).toEqual(new Set(['asia-northeast1']));
    expect(regionsOf(121, 210)).toEqual(new Set(['asia-northeast3']));
  });

  it('come back after a failure', () => {
    const { endings } = run([{ id: 'lost', at: '60500ms', for: '60s', fail: { secondLayer: 'asia-*/*' } }]);
    const at = (second: number): string | null => endings[50 + second - 10]!.region;
    expect([at(59), at(61), at(120), at(122)]).toEqual(['asia-northeast3', 'us-west1', 'us-west1', 'asia-northeast3']);
  });
});
