/**
 * Measures a case on real servers: a chain of its own for each run, the load generator, and
 * the figures from what it wrote.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type CaseFigures, caseFigures } from '../../test/calibration/case-figures.ts';
import { FIGURES, type Figure, type MeasuredCase } from '../../test/calibration/measured-case.ts';
import type { Programs } from './programs.ts';
import { pinned, type Service, startChain } from './servers.ts';

const run = promisify(execFile);

/**
 * A run is clean where the generator kept up and the host stole little; above this rate
 * the generator is allowed to lag.
 */
const LAG_US_MAX = 300;
const STOLEN_S_MAX = 2;
const LAG_ALLOWED_RPS = 6_000;
/** Of a tick in /proc/stat, per second. */
const TICKS_PER_S = 100;

interface CaseRun extends CaseFigures {
  readonly service: Service;
  readonly isClean: boolean;
  /** Why not, for whoever watches. */
  readonly noise: string;
}

/** One run; `generator` is the compiled load generator. */
export async function measureRun(
  programs: Programs,
  generator: string,
  measured: MeasuredCase,
  seed: number,
  temporary: string,
): Promise<CaseRun> {
  const directory = mkdtempSync(join(temporary, 'chain-'));
  const chain = await startChain(programs, measured, seed, directory);
  const out = join(directory, 'requests.csv');
  const stolenBefore = stolenS();
  let service: Service;
  try {
    await run(...pinned('0', generator, generatorArguments(measured, chain.port, seed, out)));
  } finally {
    service = await chain.stop();
  }
  const stolen = stolenS() - stolenBefore;
  const { scheduledS, latencyMs, lagUs } = readRequests(out);
  rmSync(directory, { recursive: true });
  const peakRps = Math.max(...measured.phases.map(({ rateRps }) => rateRps));
  const isClean = (lagUs <= LAG_US_MAX || peakRps > LAG_ALLOWED_RPS) && stolen <= STOLEN_S_MAX;
  const noise = `lag ${lagUs.toFixed(0)} us, stolen ${stolen.toFixed(1)} s`;
  return { ...caseFigures(measured, scheduledS, latencyMs), service, isClean, noise };
}

/** The case with what these runs came to in the place of what was measured before; `null` where no run was clean. */
export function remeasured(measured: MeasuredCase, runs: readonly CaseRun[]): MeasuredCase | null {
  const clean = runs.filter(({ isClean }) => isClean);
  if (clean.length === 0) return null;
  const spreads = FIGURES.map((figure): [Figure, { mean: number; min: number; max: number }] => {
    const values = clean.map(({ figures }) => figures[figure]);
    return [figure, { mean: meanOf(values), min: Math.min(...values), max: Math.max(...values) }];
  });
  const seconds = Math.max(...clean.map(({ completionsPerS }) => completionsPerS.length));
  return {
    ...measured,
    cleanRuns: clean.length,
    service: {
      kind: measured.service.kind,
      meanMs: meanOf(clean.map(({ service }) => service.meanMs)),
      squaredVariation: meanOf(clean.map(({ service }) => service.squaredVariation)),
    },
    measured: Object.fromEntries(spreads.filter(([, { mean }]) => !Number.isNaN(mean))),
    completionsPerS: Array.from({ length: seconds }, (_, second) =>
      meanOf(clean.map(({ completionsPerS }) => completionsPerS[second] ?? 0)),
    ),
  };
}

function generatorArguments(measured: MeasuredCase, port: number, seed: number, out: string): string[] {
  const phases = measured.phases.map(({ durationS, rateRps }) => `${durationS}:${rateRps}`).join(',');
  const slow = measured.slowClients;
  return [
    ...['-p', `${port}`, '-P', phases, '-s', `${seed}`, '-T', `${measured.clientTimeoutS}`, '-o', out],
    ...(measured.clientClosesBy === 'RST' ? ['-R'] : []),
    ...(measured.leavesOpen ? [measured.id.endsWith('-noFIN') ? '-N' : '-K'] : []),
    ...(slow === null ? [] : ['-H', `${slow.count}:${slow.mode}`]),
  ];
}

function readRequests(path: string): { scheduledS: number[]; latencyMs: number[]; lagUs: number } {
  const scheduledS: number[] = [];
  const latencyMs: number[] = [];
  let lagUs = 0;
  for (const line of readFileSync(path, 'utf8').trim().split('\n').slice(1)) {
    const [scheduled, lag, latencyUs, status] = line.split(',').map(Number);
    scheduledS.push(scheduled!);
    lagUs += lag!;
    latencyMs.push(status! >= 200 && status! < 300 ? latencyUs! / 1e3 : Number.NaN);
  }
  return { scheduledS, latencyMs, lagUs: lagUs / scheduledS.length };
}

/** Processor time that the host gave to others, s. */
function stolenS(): number {
  const fields = readFileSync('/proc/stat', 'utf8').split('\n')[0]!.split(/\s+/);
  return Number(fields[8]) / TICKS_PER_S;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
