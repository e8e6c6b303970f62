/**
 * Spillway as a user runs it, one scenario: answers "design replication" with the run, by the code path of a worker
 * (compile once, then simulate).
 */
import { readFileSync } from 'node:fs';
import { readSources } from '../../cli/scenario/read-sources.ts';
import { compileModel, Kernel, simulate, UNATTENDED } from '../../sim/index.ts';
import { loadScenario } from '../../sim/scenario/load-scenario.ts';
import { serveLines } from './serve-lines.ts';
import { threadCpuSeconds } from './thread-cpu.ts';

const [file, worldFile] = process.argv.slice(2) as [string, string];
const world = JSON.parse(readFileSync(worldFile, 'utf8'));
const loaded = loadScenario(readSources(file, '/'), { gcp: world });
if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
const model = compileModel(loaded.scenario, world);
const kernel = new Kernel();

serveLines(([design, replication]) => {
  const startedAt = threadCpuSeconds();
  const record = simulate(model, Number(design), Number(replication), UNATTENDED, null, kernel);
  return {
    design: record.designId,
    connections: record.offeredCount,
    ended: record.home.outcomes.reduce((sum, count) => sum + count, 0),
    events: record.eventCount,
    fingerprint: Object.values(record.fingerprint).join(' '),
    cpuSeconds: threadCpuSeconds() - startedAt,
  };
});
