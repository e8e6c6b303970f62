/**
 * The curves as one HTML file that opens from disk, in the report's style and without a script.
 */
import { buildReportAssets } from '../../viz/assets.ts';
import type { Frame } from '../../viz/charts/chart.ts';
import { renderStillPage, stillFigure } from '../../viz/sections/still-page.ts';
import { machineText } from '../report/machine.ts';
import { costTimesMax, MANY_OPEN_MB_MAX, promisesOf } from './growth.ts';
import type { AxisResult } from './measure-axis.ts';
import { type ScaleCurvesData, scaleCurves } from './scale-chart.ts';
import type { ScaleResult } from './scale-result.ts';

const LEGEND = [
  { label: 'measured', colourClass: 'region-0', mark: 'line' },
  { label: 'promised at most', colourClass: 'region-3', mark: 'line' },
] as const;

export async function scalePage({ machine, isQuick, axes }: ScaleResult): Promise<string> {
  const { style } = await buildReportAssets();
  const promises = axes.flatMap(promisesOf);
  return renderStillPage({
    title: 'How cost grows',
    subject: 'scale',
    summary: [
      isQuick
        ? 'A quick look, by which no promise is judged.'
        : `Of ${promises.length} promises about growth ${promises.filter(({ isKept }) => isKept).length} are kept.`,
      machineText(machine),
    ],
    sections: (document) => [
      stillFigure(
        {
          id: 'cost',
          title: 'What a connection costs',
          finding: '',
          reading:
            'CPU time of one thread for a connection in the steady part of a run, over what is made larger; both scales are logarithmic. Dashed: what is promised at most, a multiple of the cost at the smallest size.',
          legend: LEGEND,
        },
        (frame: Frame) => scaleCurves(costData(axes), frame),
        document,
      ),
      stillFigure(
        {
          id: 'memory',
          title: 'What a run holds in memory',
          finding: '',
          reading:
            'The most that the process was (its resident set), program and world included; both scales are logarithmic. Dashed: what is promised for 10 million open connections.',
          legend: LEGEND,
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
        allowed: points.map(({ value }) => [value, smallest.nsPerConnection.median * costTimesMax(axis)] as const),
      };
    }),
  };
}

function memoryData(axes: readonly AxisResult[]): ScaleCurvesData {
  return {
    label: 'Memory over the size of the world, the load and the run.',
    format: (megabytes) => `${megabytes.toLocaleString('en-US')} MB`,
    curves: axes.map(({ axis, points }) => ({
      ...axis,
      points: points.map(({ value, residentBytes }) => [value, residentBytes / 1e6] as const),
      allowed: axis.id === 'open' ? points.map(({ value }) => [value, MANY_OPEN_MB_MAX] as const) : [],
    })),
  };
}
