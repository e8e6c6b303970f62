/**
 * How cost grows with the world, the load and the run: `npm run bench:scale`; `-- --help` says what can be left out.
 *
 * Prints the tables; with `--out DIRECTORY` also writes SCALE.md and scale.html there.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commandLine, refuse } from '../command/command-line.ts';
import { exitOnSignals, withTemporaryDirectory } from '../command/temporary.ts';
import { bundle } from '../engines/build.ts';
import { describeMachine } from '../report/machine.ts';
import { scaleAxes } from './axes.ts';
import { type AxisResult, measureAxis } from './measure-axis.ts';
import { scalePage } from './scale-page.ts';
import { scaleReport } from './scale-report.ts';
import type { ScaleResult } from './scale-result.ts';

const AXIS_IDS = scaleAxes(false).map(({ id }) => id);
const WORLD = fileURLToPath(new URL('../../scenarios/worlds/gcp.json', import.meta.url));

const USAGE = `npm run bench:scale -- [--quick] [--json] [--axis NAME]... | [--out DIRECTORY]

How cost grows with the world, the load and the run; about five minutes.

--quick      leaves out what takes long; no promise is judged by it
--json       for programs, not as Markdown
--axis NAME  this axis only; may be given more than once: ${AXIS_IDS.join(', ')}
--out DIR    also writes SCALE.md and scale.html there, of all axes: bench/SCALE.md is made again by --out bench
--help       this

Exit code 2 when an option or an axis is unknown.`;

const flags = commandLine(USAGE, {
  quick: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  out: { type: 'string' },
  axis: { type: 'string', multiple: true },
});
const wrongAxis = flags.axis?.find((id) => !AXIS_IDS.includes(id));
if (wrongAxis !== undefined) refuse(USAGE, `No axis is called '${wrongAxis}'; there are ${AXIS_IDS.join(', ')}`);
if (flags.axis !== undefined && flags.out !== undefined) {
  refuse(USAGE, "'--out' writes the curves of all axes; leave out '--axis', or '--out'");
}
exitOnSignals();
const axes = await withTemporaryDirectory(join(tmpdir(), 'spillway-scale-'), measuredAxes);
const result: ScaleResult = { machine: describeMachine(), isQuick: flags.quick, axes };
const text = scaleReport(result);
console.log(flags.json ? JSON.stringify(result, null, 2) : text);
if (flags.out !== undefined) {
  mkdirSync(flags.out, { recursive: true });
  writeFileSync(resolve(flags.out, 'SCALE.md'), `${text}\n`);
  writeFileSync(resolve(flags.out, 'scale.html'), await scalePage(result));
}

async function measuredAxes(directory: string): Promise<AxisResult[]> {
  const program = await bundle('scale/scale-engine.ts', directory);
  const measured: AxisResult[] = [];
  for (const axis of scaleAxes(flags.quick)) {
    if (flags.axis?.includes(axis.id) === false) continue;
    measured.push(await measureAxis(axis, program, WORLD, (what) => console.error(`${what} …`)));
  }
  return measured;
}
