/**
 * Goal: captions say what the data say. Method: results changed by hand in one respect, and the sentence that must
 * follow; and the samples, whose story is known.
 */
import { describe, expect, it } from 'vitest';
import type { ExperimentResult } from '../../../sim/metrics/experiment-result.ts';
import { reportContext } from '../../../viz/data/report-context.ts';
import { backendFigure } from '../../../viz/figures/backend-figure.ts';
import { differenceFigure } from '../../../viz/figures/difference-figure.ts';
import { latencyFigures } from '../../../viz/figures/latency-figures.ts';
import { mapFigure } from '../../../viz/figures/map-figure.ts';
import { outcomesFigure } from '../../../viz/figures/outcomes-figure.ts';
import { healthRuns, regionLoadFigure } from '../../../viz/figures/region-load-figure.ts';
import { spillFigures } from '../../../viz/figures/spill-figures.ts';
import { fullSpans, stackedLoadFigure } from '../../../viz/figures/stacked-load-figure.ts';
import { sampleResult } from '../sample-result.ts';
import { QUIET, SEOUL_BOSTON } from '../sample-world.ts';

const result = sampleResult(SEOUL_BOSTON);
const context = reportContext(result);
const quiet = reportContext(sampleResult(QUIET));

describe('load', () => {
  it('names the region that filled, when, and who took its connections', () => {
    const { finding } = stackedLoadFigure(context);
    expect(finding).toMatch(/^Under waterfall, Seoul was full for 8 min \d+ s between 1[01]:\d\d and 19:\d\d\./);
    expect(finding).toMatch(/Meanwhile Tokyo took 4\d(\.\d)?% of Seoul's connections\./);
    expect(finding).toMatch(
      /Under sprayToWorld, no region filled for an interval in the mean over replications: \w+ came closest, with a peak of/,
    );
  });

  it('counts the full time by interval, not from first to last', () => {
    const series = result.series[1]!;
    const region = {
      ...series.regions[0]!,
      utilisation: series.timesMs.map((t) => (t === 60_000 || t === 600_000 ? 1 : 0.2)),
    };
    expect(fullSpans({ ...series, regions: [region] }, 10_000)).toEqual([
      { region: 0, startMs: 60_000, endMs: 610_000, totalMs: 20_000 },
    ]);
  });
});

describe('health', () => {
  it('finds how long a fall went unseen', () => {
    expect(regionLoadFigure(context).finding).toContain(
      'Seoul lost members at 26:00, and health checks saw it 10 to 20 s later. (Members are counted',
    );
    expect(regionLoadFigure(quiet).finding).toBe('No region lost members, and health checks saw all of them healthy.');
  });

  it('says so when a fault took nobody away', () => {
    const series = result.series.map((one) => ({
      ...one,
      regions: one.regions.map((region) => ({
        ...region,
        serviceable: region.seenHealthy.map(() => 12),
        seenHealthy: region.seenHealthy.map(() => 12),
      })),
    }));
    expect(regionLoadFigure(reportContext({ ...result, series })).finding).toBe(
      'No region had fewer serving members at the end of any interval: what struck lay elsewhere, or passed within an interval.',
    );
  });

  it('a group that grows and shrinks is whole at every size', () => {
    const sizes = [4, 4, 10, 10, 6, 6];
    const region = { ...result.series[0]!.regions[0]!, members: sizes, serviceable: sizes, seenHealthy: sizes };
    expect(healthRuns(region, [0, 1, 2, 3, 4, 5], 6).map(({ state }) => state)).toEqual(['up']);
  });

  it('tells the five states apart', () => {
    const region = {
      ...result.series[0]!.regions[0]!,
      members: Array<number>(8).fill(12),
      serviceable: [12, 12, 0, 0, 6, 12, 12, 12],
      seenHealthy: [12, 12, 12, 0, 6, 6, 12, 12],
    };
    const runs = healthRuns(region, [0, 1, 2, 3, 4, 5, 6, 7], 8);
    expect(runs.map((run) => run.state)).toEqual(['up', 'unseen', 'down', 'part', 'unbelieved', 'up']);
    // Read at the end of interval 2, from 2 to 3: the fall is seen at 3.
    expect(runs[0]).toEqual({ state: 'up', startMs: 0, endMs: 3 });
  });
});

it('takes every peak from where peaks are worked out, not from the mean curve', () => {
  const regions = result.regions.map((row) => ({ ...row, peakActive: 4321, peakUtilisation: 0.7654 }));
  const peaked = reportContext({ ...result, regions });
  const figure = regionLoadFigure(peaked);
  const [drawing] = figure.drawings;
  const panels = drawing?.kind === 'linePanels' ? drawing.data.panels : [];
  expect(panels.map((panel) => panel.subtitle)).toContain('asia-northeast3, peak 76.5% of capacity (waterfall)');
  const columns = figure.table!.columns.map(({ label }) => label);
  for (const row of figure.table!.rows) {
    expect([row[columns.indexOf('peak open')], row[columns.indexOf('peak use')]]).toEqual(['4,321', '76.5%']);
  }
  expect(stackedLoadFigure(peaked).finding).toContain('with a peak of 76.5% of its capacity');
  for (const one of [figure, backendFigure(peaked)]) expect(one.reading).toContain('A peak is the highest interval');
});

describe('outcomes', () => {
  it('gives shares and the worst losses; a panel for each outcome that happened and no other', () => {
    const figure = outcomesFigure(context);
    expect(figure.finding).toMatch(/waterfall completed 99\.1% of 62,023 connections; 424 reset and 120 timed out\./);
    const [drawing] = figure.drawings;
    expect(drawing?.kind === 'linePanels' && drawing.data.panels.map((panel) => panel.title)).toEqual([
      'offered',
      'completed',
      'spilled',
      'timed out',
      'reset',
    ]);
    expect(outcomesFigure(quiet).finding).toContain('none was lost');
  });
});

describe('spill', () => {
  it('says who took how much of whose connections in each window', () => {
    const [matrix, flow] = spillFigures(context);
    expect(matrix!.finding).toMatch(
      /Under waterfall, Tokyo took 97\.\d% of Seoul's connections in lost \(26:00 to 32:00\), and Tokyo took 45\.\d%/,
    );
    expect(flow!.finding).toMatch(
      /^waterfall served 5\d(\.\d)?% away from home and 1\.5\d% nowhere; sprayToWorld served 8\d/,
    );
  });

  it('says so when nothing spilled', () => {
    const [matrix] = spillFigures(quiet);
    expect(matrix!.finding).toBe('waterfall kept every answered connection in its home region.');
  });

  it('counts what a region left without an answer as served nowhere', () => {
    const flows = result.flows.map((flow) => {
      const outcomes = { ...flow.outcomes, completed: 0, timedOut: flow.outcomes.timedOut + flow.outcomes.completed };
      return { ...flow, outcomes };
    });
    const [matrix, sankey] = spillFigures(reportContext({ ...result, flows }));
    expect(matrix!.finding).toBe(
      'Under waterfall, no region served any connection.\nUnder sprayToWorld, no region served any connection.',
    );
    expect(new Set(matrix!.table!.rows.map((row) => row[3]))).toEqual(new Set(['unserved']));
    expect(sankey!.finding).toBe(
      'waterfall served 0% away from home and 100% nowhere; sprayToWorld served 0% away from home and 100% nowhere.',
    );
  });
});

describe('latency', () => {
  it('says nothing of a difference that rounding hides', () => {
    const waterfall = result.latency.filter(({ designId }) => designId === 'waterfall');
    const latency = [
      ...waterfall,
      ...waterfall.map((one) => ({
        ...one,
        designId: 'sprayToWorld',
        p50Ms: one.p50Ms === null ? null : one.p50Ms + 0.001,
      })),
    ];
    const [curves, metros] = latencyFigures(reportContext({ ...result, latency }));
    expect(curves!.finding).toContain("(the baseline's median)");
    expect(curves!.finding).not.toContain('times');
    expect(metros!.finding).toBe('Under sprayToWorld, no metro has a longer median wait than under the baseline.');
  });

  it('does not praise a design that answered nobody', () => {
    const latency = result.latency.filter(({ designId }) => designId === 'waterfall');
    const regions = result.regions.map((row) => (row.designId === 'waterfall' ? row : { ...row, peakUtilisation: 0 }));
    const series = result.series.map((one, d) => ({
      ...one,
      regions: one.regions.map((region) =>
        d === 0 ? region : { ...region, utilisation: region.utilisation.map(() => 0) },
      ),
    }));
    const idle = reportContext({ ...result, latency, regions, series });
    expect(latencyFigures(idle)[1]!.finding).toBe('Under sprayToWorld, no connection got an answer.');
    expect(stackedLoadFigure(idle).finding).toContain('Under sprayToWorld, no region carried any load.');
  });

  it('compares medians with the baseline, and names the metro that pays', () => {
    const [curves, metros] = latencyFigures(context);
    expect(curves!.finding).toMatch(/Under waterfall, half within 34\.7 ms and 99% within/);
    expect(curves!.finding).toMatch(/median 2\.6\d times the baseline's/);
    expect(metros!.finding).toBe('Boston pays most for sprayToWorld: its median goes from 34.3 ms to 172 ms.');
  });

  it('draws nothing, and says why, when nothing was answered', () => {
    const silent: ExperimentResult = {
      ...result,
      latency: result.latency.map((d) => ({ ...d, count: 0, buckets: [], p50Ms: null, p99Ms: null })),
    };
    for (const figure of latencyFigures(reportContext(silent))) {
      expect(figure.drawings).toEqual([]);
      expect(figure.empty).toContain('No connection got an answer');
    }
  });
});

describe('map', () => {
  it('opens where the baseline spills most, and keeps four fixed times for paper', () => {
    const figure = mapFigure(context);
    const shownMs = figure.shownSlice * figure.sliceMs;
    expect(shownMs).toBeGreaterThanOrEqual(10 * 60_000);
    expect(shownMs).toBeLessThan(20 * 60_000);
    expect(figure.finding).toMatch(/waterfall served 3\d(\.\d)?% away from home, most of it to Tokyo/);
    expect(figure.strip).toHaveLength(4 * result.designs.length);
  });
});

describe('differences', () => {
  it('counts the established ones', () => {
    expect(differenceFigure(context).finding).toMatch(
      /^9 of the 9 differences from waterfall are established\. The largest in proportion is/,
    );
  });

  it('claims none where the intervals hold zero', () => {
    const open: ExperimentResult = {
      ...result,
      summary: result.summary.map((row) =>
        row.difference === null ? row : { ...row, differenceLow: -1e6, differenceHigh: 1e6, isEstablished: false },
      ),
    };
    const figure = differenceFigure(reportContext(open));
    expect(figure.finding).toBe('0 of the 11 differences from waterfall are established.');
    expect(figure.table!.rows.filter((row) => row[1] === 'sprayToWorld').every((row) => row[3]!.startsWith('~ '))).toBe(
      true,
    );
  });

  it('has nothing to say about one design', () => {
    const figure = differenceFigure(quiet);
    expect(figure.drawings).toEqual([]);
    expect(figure.empty).toBe('There is one design, so there is nothing to compare it with.');
  });
});

it('names the fullest backend', () => {
  expect(backendFigure(context).finding).toMatch(
    /^Under waterfall, web-asia-northeast3 asia-northeast3-[ab] was the fullest: 10\d% at its peak/,
  );
});
