/**
 * Measures cases of the edge chain on real Apache and nginx, on the loopback of this machine, and holds
 * them beside the committed ones.
 *
 * `npm run bench:edge [-- --cases REGEX --runs N --seconds MAX --root DIR --out FILE]`. Linux; about 20 s a run. Writes
 * the JSON shape of `test/calibration/measured/edge-chain.json`. Cases that need another kernel setting (`netns-…`) or
 * a server that has run before (`…-warmpool`) are left out. Figures of a busy machine are worth nothing: the noise of
 * each run is printed, and noisy ones do not count.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { FIGURES, MEASURED_CASES, type MeasuredCase } from '../../test/calibration/measured-case.ts';
import { measureRun, remeasured } from './measure-case.ts';
import { findPrograms } from './programs.ts';

const GENERATOR = fileURLToPath(new URL('load-generator.c', import.meta.url));
/** One case of each kind. */
const CASES =
  'steady-exp20/nginx/rho0.9|steady-exp20-default/prefork/rho(0.9|1.2)|burst-exp20/prefork|slow-exp20/prefork/hdr(48|64)|wc128/nginxwc/hdr100$';
const LEFT_OUT = /^netns-|-warmpool$/;
/** Starting and stopping the servers. */
const OVERHEAD_S = 4;

const { values: flags } = parseArgs({
  options: {
    cases: { type: 'string', default: CASES },
    runs: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '300' },
    root: { type: 'string', default: '/' },
    out: { type: 'string' },
  },
});

const temporary = mkdtempSync(join(tmpdir(), 'spillway-edge-'));
try {
  await main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
} finally {
  rmSync(temporary, { recursive: true, force: true });
}

async function main(): Promise<void> {
  const programs = findPrograms(flags.root);
  const generator = join(temporary, 'load-generator');
  execFileSync('cc', ['-O2', '-o', generator, GENERATOR, '-lm'], { stdio: ['ignore', 'ignore', 'inherit'] });
  const wanted = new RegExp(flags.cases);
  const chosen = MEASURED_CASES.filter(({ id }) => wanted.test(id) && !LEFT_OUT.test(id));
  const endsAt = performance.now() + 1_000 * Number(flags.seconds);
  const cases: MeasuredCase[] = [];
  for (const measured of chosen) {
    const runs = [];
    for (let seed = 1; seed <= Number(flags.runs); seed++) {
      if (performance.now() + 1_000 * longestS(measured) > endsAt) break;
      const run = await measureRun(programs, generator, measured, seed, temporary);
      const { goodputRps, errorShare } = run.figures;
      const figures = `${goodputRps.toFixed(0)}/s, ${(100 * errorShare).toFixed(1)}% errors; ${run.noise}`;
      console.error(`${measured.id}, run ${seed}: ${figures}${run.isClean ? '' : ': not clean, does not count'}`);
      runs.push(run);
    }
    const again = remeasured(measured, runs);
    if (again === null) continue;
    cases.push(again);
    console.log(comparison(measured, again));
  }
  console.error(`${cases.length} of ${chosen.length} cases measured`);
  const about = 'Measured by bench/edge on the loopback of one machine; see test/calibration/measured/edge-chain.json.';
  if (flags.out !== undefined) writeFileSync(flags.out, `${JSON.stringify({ about, cases }, null, 1)}\n`);
}

function longestS({ phases, clientTimeoutS }: MeasuredCase): number {
  return phases.reduce((sum, { durationS }) => sum + durationS, clientTimeoutS + OVERHEAD_S);
}

/** Every figure, here and as committed. */
function comparison(committed: MeasuredCase, here: MeasuredCase): string {
  const figures = FIGURES.flatMap((figure) => {
    const [then, now] = [committed.measured[figure], here.measured[figure]];
    return then === undefined || now === undefined
      ? []
      : [`${figure} ${now.mean.toFixed(3)} (${then.mean.toFixed(3)})`];
  });
  return `${here.id}: ${figures.join(', ')}`;
}
