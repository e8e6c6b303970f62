/**
 * How cost grows with the world, the load and the run: `npm run bench:scale [-- --quick] [-- --json] [-- --axis NAME] [-- --out DIRECTORY]`.
 *
 * Prints the tables; with `--out` also writes SCALE.md and scale.html there.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bundle } from '../engines/build.ts';
import { describeMachine } from '../report/machine.ts';
import { scaleAxes } from './axes.ts';
import { type AxisResult, measureAxis } from './measure-axis.ts';
import { scalePage } from './scale-page.ts';
import { scaleReport } from './scale-report.ts';

const WORLD = fileURLToPath(new URL('../../scenarios/worlds/gcp.json', import.meta.url));

const { values: flags } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    out: { type: 'string' },
    axis: { type: 'string', multiple: true },
  },
});
const directory = mkdtempSync(join(tmpdir(), 'spillway-scale-'));
try {
  const program = await bundle('scale/scale-engine.ts', directory);
  const axes: AxisResult[] = [];
  for (const axis of scaleAxes(flags.quick)) {
    if (flags.axis?.includes(axis.id) === false) continue;
    axes.push(await measureAxis(axis, program, WORLD, (what) => console.error(`${what} …`)));
  }
  const machine = describeMachine();
  const text = scaleReport(machine, axes);
  console.log(flags.json ? JSON.stringify({ machine, axes }, null, 2) : text);
  if (flags.out !== undefined) {
    mkdirSync(flags.out, { recursive: true });
    writeFileSync(resolve(flags.out, 'SCALE.md'), `${text}\n`);
    writeFileSync(resolve(flags.out, 'scale.html'), await scalePage(machine, axes));
  }
} finally {
  rmSync(directory, { recursive: true, force: true });
}
