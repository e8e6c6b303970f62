/**
 * Goal: a warm-up that is too short is reported, and one that is long enough is not, whatever comes later in the run.
 * Method: series of open connections with a known rise, with and without a surge after it.
 */
import { describe, expect, it } from 'vitest';
import type { Duration, SimTime } from '../../../sim/kernel/time.ts';
import type { DesignSeries } from '../../../sim/metrics/experiment-result.ts';
import { warmUpNotice } from '../../../sim/metrics/warm-up-notice.ts';
import type { ResolvedScenario } from '../../../sim/scenario/resolved-scenario.ts';
import { SECOND_US, sampleContext } from './sample-record.ts';

const DESIGN = { designId: 'waterfall', runs: [], coverage: 'whole' } as const;

/**
 * 120 intervals of 10 s; open connections rise to 100 with a time constant of five intervals and
 * some jitter, or as `level` says.
 */
function seriesOf(
  level = (interval: number) => 100 * (1 - Math.exp(-interval / 5)) + ((interval * 3) % 7) - 3,
): DesignSeries {
  const timesMs = Array.from({ length: 120 }, (_, interval) => interval * 10_000);
  return {
    designId: 'waterfall',
    capacityUnit: 'connections',
    timesMs,
    regions: [],
    backends: [{ active: timesMs.map((_, at) => level(at)), load: [], capacity: [] }],
  };
}

function notice(series: DesignSeries, warmupSeconds: number, changes: Partial<ResolvedScenario> = {}): string | null {
  const context = sampleContext();
  const time = {
    ...context.scenario.time,
    duration: (1_200 * SECOND_US) as Duration,
    warmup: (warmupSeconds * SECOND_US) as Duration,
  };
  return warmUpNotice(DESIGN, series, { ...context, scenario: { ...context.scenario, time, ...changes } });
}

describe('warmUpNotice', () => {
  it('warns when open connections were still rising', () => {
    expect(notice(seriesOf(), 20)).toMatch(
      /^design waterfall: open connections settle after about \d+ s, later than the warm-up of 20 s \(MSER-5\)$/,
    );
  });

  it('is silent when the warm-up is long enough, and when the series was steady all along', () => {
    expect(notice(seriesOf(), 300)).toBeNull();
    expect(
      notice(
        seriesOf((interval) => 100 + (interval % 3)),
        0,
      ),
    ).toBeNull();
  });

  it('does not take a later surge or event for a transient', () => {
    const surging = seriesOf((interval) => (interval < 60 ? 100 + (interval % 2) : 400));
    expect(notice(surging, 0)).toContain('do not settle');
    const at = (600 * SECOND_US) as SimTime;
    const target = { kind: 'region', ids: ['asia'] } as const;
    const unset = {
      capacityScaler: null,
      weight: null,
      members: null,
      rollingUpdate: null,
      cutOff: null,
      upgrade: null,
      designIds: null,
      faultWay: null,
      frontEnd: null,
      degradation: null,
    };
    const events = [{ id: 'lost', at, until: null, action: 'fail', target, ...unset } as const];
    expect(notice(surging, 0, { events })).toBeNull();
  });

  it('says so when a flat load never settles, and expects nothing of a daily shape', () => {
    const drifting = seriesOf((interval) => 10 + interval);
    expect(notice(drifting, 20)).toContain('do not settle before the first event or the end');
    const { traffic } = sampleContext().scenario;
    expect(notice(drifting, 20, { traffic: { ...traffic, shape: 'consumer' } })).toBeNull();
  });

  it('compares nothing under a load that varies by design, even where a cut is found', () => {
    const { traffic } = sampleContext().scenario;
    expect(notice(seriesOf(), 20)).toContain('settle after about');
    expect(notice(seriesOf(), 20, { traffic: { ...traffic, shape: 'work' } })).toBeNull();
  });
});
