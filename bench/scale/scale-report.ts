/**
 * The curves as Markdown: what `npm run bench:scale` prints and SCALE.md keeps.
 */
import { machineText } from '../report/machine.ts';
import { markdownTable } from '../report/markdown-table.ts';
import { spreadText } from '../report/spread-text.ts';
import { costPromiseText, promisesOf } from './growth.ts';
import type { AxisResult, PointResult } from './measure-axis.ts';
import type { ScaleResult } from './scale-result.ts';

export function scaleReport(result: ScaleResult): string {
  const { machine, isQuick, axes } = result;
  const made = isQuick ? QUICK : 'Made by `npm run bench:scale -- --out bench`; [the same as curves](scale.html).';
  return [
    '# How cost grows',
    made,
    INTRODUCTION,
    `${machineText(machine)}.`,
    ...axes.map(axisSection),
    promiseSection(result),
  ].join('\n\n');
}

const QUICK = 'A quick look by `npm run bench:scale -- --quick`: fewer sizes and rounds, so that no promise is judged.';

const INTRODUCTION = `One thing at a time is made larger on one scenario: the waterfall over two continents, clients in all 360 metros, 3,000 connections a second of 2 s
each, 101 PoPs, 200 members and 100,000 clients where these are not what grows. The sizes of an axis take turns, so that what else the machine does
hits all alike; "times the smallest" is paired by round, and over the smallest one's median where a size takes so long that it is measured once.

A connection costs CPU time of one thread in the steady part of a run; set-up (maps, tables, probes) is before its first event. Resident is the most
that the process was, warm-up and world included, but for what collections take that are asked for here, and for what warm-up runs leave: what a run needs. Reserved is V8's heap and all arrays after collections, at its most; an array
counts whole, also what of it was never written to and so takes no memory.`;

const CLIENTS = `Here every client is remembered: people come and go (\`traffic.clients.lifetime\`), and session affinity (CLIENT_IP) is held against the member that each met
last, for the million seen last or so; elsewhere nothing is kept of a client. There are as many connections as clients, and 120,000 at least, at the same rate, so most
clients come, most of them once where they are many: then a connection is its client's first, whose record is in no cache.`;

function axisSection(result: AxisResult): string {
  const countsClients = result.points.some(({ clientsSeen }) => clientsSeen !== null);
  const heads = [
    result.axis.unit,
    'connections',
    ...(countsClients ? ['clients that came'] : []),
    'ns a connection',
    'times the smallest',
    'compile s',
    'set-up s',
    'resident MB',
    'reserved MB',
  ];
  const table = markdownTable(heads, result.points.map(pointRow));
  const parts = [`## ${result.axis.title}`, ...(countsClients ? [CLIENTS] : []), costPromiseText(result), table];
  return parts.join('\n\n');
}

function pointRow(point: PointResult): string[] {
  return [
    point.value.toLocaleString('en-US'),
    point.connections.toLocaleString('en-US'),
    ...(point.clientsSeen === null ? [] : [point.clientsSeen.toLocaleString('en-US')]),
    point.nsPerConnection.median.toFixed(0),
    spreadText(point.timesSmallest, 2),
    point.compileSeconds.toFixed(2),
    point.setUpSeconds.toFixed(2),
    (point.residentBytes / 1e6).toFixed(0),
    (point.reservedBytes / 1e6).toFixed(0),
  ];
}

function promiseSection({ axes, isQuick }: ScaleResult): string {
  const rows = axes
    .flatMap(promisesOf)
    .map(({ what, bound, found, isKept }) => [what, bound, found, verdict(isKept, isQuick)]);
  return `## Promises\n\n${markdownTable(['What', 'Bound', 'Found', ''], rows)}`;
}

function verdict(isKept: boolean, isQuick: boolean): string {
  if (isQuick) return 'not judged';
  return isKept ? 'kept' : 'not kept';
}
