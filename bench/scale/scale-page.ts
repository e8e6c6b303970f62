/**
 * The curves as one HTML file that opens from disk, in the report's style and without a script.
 */
import { buildReportAssets } from '../../viz/assets.ts';
import type { Frame } from '../../viz/charts/chart.ts';
import { renderStillPage, stillFigure } from '../../viz/sections/still-page.ts';
import type { Machine } from '../report/machine.ts';
import { promisesOf, timesAllowed } from './growth.ts';
import type { AxisResult } from './measure-axis.ts';
import { type ScaleCurvesData, scaleCurves } from './scale-chart.ts';

export async function scalePage({ processor, node }: Machine, axes: readonly AxisResult[]): Promise<string> {
  const { style } = await buildReportAssets();
  const promises = axes.flatMap(promisesOf);
  return renderStillPage({
    title: 'How cost grows',
    subject: 'scale',
    summary: [
      `Of ${promises.length} promises about growth ${promises.filter(({ isKept }) => isKept).length} are kept.`,
      `${processor}, Node ${node}`,
    ],
    sections: (document) => [
      stillFigure(
        {
          id: 'cost',
          title: 'What a connection costs',
          finding: '',
          reading:
            'CPU time of one thread for a connection in the steady part of a run, over what is made larger; both scales are logarithmic. Dashed: the most that logarithmic growth from the smallest point allows.',
          legend: [
            { label: 'measured', colourClass: 'region-0', mark: 'line' },
            { label: 'logarithmic growth', colourClass: 'region-3', mark: 'line' },
          ],
        },
        (frame: Frame) => scaleCurves(costData(axes), frame),
        document,
      ),
      stillFigure(
        {
          id: 'memory',
          title: 'What a run holds in memory',
          finding: '',
          reading: 'Reachable after a collection at its most, program and world included; both scales are logarithmic.',
          legend: [],
        },
        (frame: Frame) => scaleCurves(memoryData(axes), frame),
        document,
      ),
    ],
    toolVersion: 'benchmark',
    style,
  });
}

function costData(axes: readonly AxisResult[]): ScaleCurvesData {
  return {
    label: 'Cost of a connection over the size of the world, the load and the run.',
    format: (ns) => (ns >= 1_000 ? `${ns / 1_000} µs` : `${ns} ns`),
    curves: axes.map(({ axis, points }) => {
      const smallest = points[0]!;
      return {
        ...axis,
        points: points.map(({ value, nsPerConnection }) => [value, nsPerConnection.median] as const),
        allowed: points.map(
          ({ value }) => [value, smallest.nsPerConnection.median * timesAllowed(value, smallest.value)] as const,
        ),
      };
    }),
  };
}

function memoryData(axes: readonly AxisResult[]): ScaleCurvesData {
  return {
    label: 'Memory over the size of the world, the load and the run.',
    format: (megabytes) => (megabytes >= 1_000 ? `${megabytes / 1_000} GB` : `${megabytes} MB`),
    curves: axes.map(({ axis, points }) => ({
      ...axis,
      points: points.map(({ value, liveBytes }) => [value, liveBytes / 1e6] as const),
      allowed: [],
    })),
  };
}
