/**
 * Replications of a scenario's first design on the command line's pool of workers: answers "workers runs" with the wall
 * time and a digest of all records, byte by byte in the order of the plan.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { planRuns } from '../../cli/pool/run-plan.ts';
import { SharedControl } from '../../cli/pool/shared-control.ts';
import { simulateAll } from '../../cli/pool/simulation-pool.ts';
import { readSources } from '../../cli/scenario/read-sources.ts';
import type { RunRecord } from '../../sim/metrics/run-record.ts';
import { loadScenario } from '../../sim/scenario/load-scenario.ts';
import { serveLines } from './serve-lines.ts';

const [file, worldFile] = process.argv.slice(2) as [string, string];
const world = JSON.parse(readFileSync(worldFile, 'utf8'));
const loaded = loadScenario(readSources(file, '/'), { gcp: world });
if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
const { scenario } = loaded;
const workerFile = new URL('./worker.mjs', import.meta.url);

serveLines(async ([workers, runs]) => {
  const plan = planRuns([0], Number(runs));
  const control = SharedControl.forRuns(plan.length);
  const startedAtMs = performance.now();
  const records = await simulateAll(plan, { scenario, world, modules: [], control, workerFile, jobs: Number(workers) });
  const seconds = (performance.now() - startedAtMs) / 1_000;
  return { seconds, runs: records.length, digest: digestOf(records) };
});

/** Of everything in the records. JSON, because V8's own form of a number depends on how it was computed. */
function digestOf(records: readonly RunRecord[]): string {
  const text = JSON.stringify(records, (_, value: unknown) =>
    ArrayBuffer.isView(value)
      ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64')
      : value,
  );
  return createHash('sha256').update(text).digest('hex');
}
