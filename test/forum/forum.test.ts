/**
 * Goal: docs/FORUM.md says what the shipped scenarios of the forum design measured, and answers every hole. Method: the
 * template filled in again from the kept figures; the kept figures held against the scenarios as they are, and against
 * their baselines, which the check of baselines runs again.
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseBaseline } from '../../cli/baseline/parse-baseline.ts';
import { loadScenarioFile } from '../../cli/scenario/load-scenario-file.ts';
import { simulatedFiles } from '../../cli/scenario/simulated-files.ts';
import { sourceInstallation } from '../support/source-installation.ts';
import { DOCUMENT_FILE, forumDocument, forumTemplate, keptRuns } from './forum-document.ts';
import { FORUM_SCENARIOS, scenariosOf } from './forum-figures.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FILES = simulatedFiles(FORUM_SCENARIOS, ROOT);
const RUNS = keptRuns();
const HOLES = Array.from({ length: 18 }, (_, number) => `H${number + 1}`);

describe('docs/FORUM.md', () => {
  it('is its template with the kept figures (else: npm run forum)', () => {
    expect(readFileSync(DOCUMENT_FILE, 'utf8')).toBe(forumDocument(RUNS));
  });

  it('has figures of every scenario of the forum design', () => {
    const spokenOf = scenariosOf(forumTemplate());
    expect(FILES.map((file) => basename(file, '.yaml')).filter((name) => !spokenOf.includes(name))).toEqual([]);
  });

  it.each(HOLES)('has a row for %s, with a figure', (hole) => {
    const rows = forumTemplate()
      .split('\n')
      .filter((line) => line.startsWith(`| ${hole} |`));
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatch(/\{\{/);
  });
});

describe.each(FILES)('the kept figures of %s', (file) => {
  const name = basename(file, '.yaml');
  const run = RUNS.find(({ scenario }) => scenario === name);

  it('are of what the scenario expects (else: npm run forum)', () => {
    const loaded = loadScenarioFile(file, [], ROOT, sourceInstallation());
    if (!loaded.ok) throw new Error('the scenario is unsound');
    const { expectations, windows } = loaded.scenario;
    const expected = expectations.flatMap(({ id, that, designIds, windowIndex }) =>
      designIds.map((designId) => `${id} ${designId}: ${that} during ${windows[windowIndex]!.id}`),
    );
    const kept = run?.figures.map(({ id, designId, that, window }) => `${id} ${designId}: ${that} during ${window}`);
    expect(kept?.toSorted()).toEqual(expected.toSorted());
  });

  it('are of the run that its baseline is of (else: npm run baselines, npm run forum)', () => {
    const baseline = file.replace('scenarios/', 'results/baselines/').replace('.yaml', '.txt');
    const { fingerprint } = parseBaseline(readFileSync(`${ROOT}/${baseline}`, 'utf8'), baseline);
    expect(run?.fingerprint).toBe(fingerprint);
  });
});
