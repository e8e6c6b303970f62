/**
 * Goal: where clients connect directly, the figure of servers has a dot for each at its share of the mean,
 * and names the busiest and the idlest; elsewhere there is none. Method: the sample with machines put in, and
 * its flows with and without PoPs.
 */
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import type { ExperimentResult } from '../../../sim/metrics/experiment-result.ts';
import { NO_TIPS } from '../../../viz/charts/chart.ts';
import { draw } from '../../../viz/charts/registry.ts';
import { reportContext } from '../../../viz/data/report-context.ts';
import { serverFigure } from '../../../viz/figures/server-figure.ts';
import { sampleResult } from '../sample-result.ts';
import { SEOUL_BOSTON } from '../sample-world.ts';

const SAMPLE = sampleResult(SEOUL_BOSTON);
const COUNTS = [50, 100, 100, 150];
const DIRECT: ExperimentResult = {
  ...SAMPLE,
  flows: SAMPLE.flows.map((flow) => ({ ...flow, ingressPopIndex: -1, servingPopIndex: -1 })),
  machines: SAMPLE.designs.flatMap(({ id: designId }) =>
    COUNTS.map((handled, number) => {
      const [bytesIn, bytesOut, peakOpen] = [null, null, 1];
      return {
        designId,
        role: 'server' as const,
        machine: `web/${number}`,
        regionIndex: 0,
        handled,
        bytesIn,
        bytesOut,
        peakOpen,
        assigned: null,
        cpuUse: null,
        peakMemoryBytes: null,
        cpuPeak: null,
        logBytes: null,
      };
    }),
  ),
};

describe('the figure of servers', () => {
  it('is left out where every connection comes in at a PoP', () => {
    expect(serverFigure(reportContext({ ...DIRECT, flows: SAMPLE.flows }))).toBeNull();
  });

  it('says how far the busiest and the idlest are from the mean', () => {
    const { finding, table } = serverFigure(reportContext(DIRECT))!;
    expect(finding.split('\n')[0]).toBe(
      'Under waterfall the busiest of 4 servers, web/3, took 1.5 times the mean, the idlest, web/0, 0.5 times.',
    );
    expect(table!.rows[3]).toEqual(['waterfall', 'web/3', '150', '1.5']);
  });

  it('draws a dot for each server, those alike in a pile', () => {
    const { document } = parseHTML('<!doctype html><html><body></body></html>') as unknown as { document: Document };
    const figure = serverFigure(reportContext(DIRECT))!;
    const svg = draw(figure.drawings[0]!, { document, width: 720, tips: NO_TIPS });
    const dots = [...svg.querySelectorAll('circle')].slice(0, COUNTS.length);
    const places = dots.map((dot) => [Number(dot.getAttribute('cx')), Number(dot.getAttribute('cy'))] as const);
    const [half, first, second, most] = places;
    expect(second![0]).toBe(first![0]);
    expect(Math.abs(second![1] - first![1])).toBe(9);
    expect(most![0] - first![0]).toBeCloseTo(first![0] - half![0], 0);
    expect(svg.textContent).toContain('1.5x');
  });
});
