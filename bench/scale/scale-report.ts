/**
 * The curves as Markdown: what `npm run bench:scale` prints and SCALE.md keeps.
 */
import type { Machine } from '../report/machine.ts';
import { markdownTable } from '../report/markdown-table.ts';
import { promisesOf } from './growth.ts';
import type { AxisResult, PointResult } from './measure-axis.ts';

export function scaleReport(machine: Machine, axes: readonly AxisResult[]): string {
  return [INTRODUCTION, machineText(machine), ...axes.map(axisSection), promiseSection(axes)].join('\n\n');
}

const INTRODUCTION = `# How cost grows

What \`npm run bench:scale\` last found (\`-- --quick\` leaves out what takes minutes); [the same as curves](scale.html). One thing at a time is made larger on one
scenario: the waterfall over two continents, clients in all 360 metros, 3,000 connections a second of 2 s each, 101 PoPs, 200 members and 100,000 clients where these are not
what grows. The points of an axis take turns, so that what else the machine does hits all alike; "times the smallest" is paired by round.

A connection costs CPU time of one thread in the steady part of a run; set-up (maps, tables, probes) is before its first event; live memory is what is
reachable after a collection, code and world included; resident is the most that the process ever was.`;

function machineText({ processor, cores, memoryGib, node }: Machine): string {
  return `${processor}, ${cores} processors, ${memoryGib} GiB; Node ${node}. A virtual machine with neighbours: compare within an axis.`;
}

function axisSection({ axis, points }: AxisResult): string {
  const heads = [
    axis.title,
    'connections',
    'ns a connection',
    'times the smallest',
    'compile s',
    'set-up s',
    'live MB',
    'resident MB',
  ];
  return `## ${axis.title}\n\n${markdownTable(heads, points.map(pointRow))}`;
}

function pointRow(point: PointResult): string[] {
  const { median, lowerQuartile, upperQuartile } = point.timesSmallest;
  return [
    point.value.toLocaleString('en-US'),
    point.connections.toLocaleString('en-US'),
    point.nsPerConnection.median.toFixed(0),
    `${median.toFixed(2)} (${lowerQuartile.toFixed(2)} - ${upperQuartile.toFixed(2)})`,
    point.compileSeconds.toFixed(2),
    point.setUpSeconds.toFixed(2),
    (point.liveBytes / 1e6).toFixed(0),
    (point.residentBytes / 1e6).toFixed(0),
  ];
}

function promiseSection(axes: readonly AxisResult[]): string {
  const rows = axes
    .flatMap(promisesOf)
    .map(({ what, bound, found, isKept }) => [what, bound, found, isKept ? 'kept' : 'not kept']);
  return `## Promises\n\n${markdownTable(['What', 'Bound', 'Found', ''], rows)}`;
}
