/**
 * Writes figures.json and docs/FORUM.md: `npm run forum`. Runs every scenario of the forum design, which takes some
 * minutes; with files as arguments only those, and keeps the figures of the others.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { simulatedFiles } from '../../cli/scenario/simulated-files.ts';
import type { Verdict } from '../../sim/metrics/experiment-result.ts';
import { DOCUMENT_FILE, forumDocument, keptRuns } from './forum-document.ts';
import { FIGURES_FILE, FORUM_SCENARIOS, type ForumRun } from './forum-figures.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const asked = process.argv.slice(2);
const runs = simulatedFiles(FORUM_SCENARIOS, root).map((file) => {
  const kept = keptRuns().find(({ scenario }) => scenario === basename(file, '.yaml'));
  if (kept !== undefined && asked.length > 0 && !asked.includes(file)) return kept;
  process.stderr.write(`${file}\n`);
  return runOf(file);
});
writeFileSync(FIGURES_FILE, `${JSON.stringify(runs, null, 2)}\n`);
writeFileSync(DOCUMENT_FILE, forumDocument(runs));

function runOf(file: string): ForumRun {
  const directory = mkdtempSync(join(tmpdir(), 'forum-'));
  const { status, stderr } = spawnSync(
    process.execPath,
    ['dist/spillway.mjs', 'run', file, '--out', join(directory, 'out'), '--quiet'],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(`${file}: exit ${status}\n${stderr}`);
  const read = (name: string): unknown => JSON.parse(readFileSync(join(directory, 'out', name), 'utf8'));
  const { scenario, fingerprint } = read('manifest.json') as {
    scenario: { name: string };
    fingerprint: { all: string };
  };
  const verdicts = read('expectations.json') as Verdict[];
  rmSync(directory, { recursive: true });
  const figures = verdicts.map(({ id, designId, that, window, unit, state, measured }) => ({
    id,
    designId,
    that,
    window,
    unit,
    state,
    measured: measured === null ? null : Number(measured.toPrecision(6)),
  }));
  return { scenario: scenario.name, fingerprint: fingerprint.all, figures };
}
