/**
 * Goal: every scenario that is shipped loads without a warning, asks a question, answers it, and is
 * not contradicted by its own runs.
 * Method: each file as the command line reads it, one replication of every design (a single value decides each
 * expectation), or ten where an expectation speaks of a share of the runs.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { prepareExperiment } from '../../cli/experiment/experiment.ts';
import { loadScenarioFile } from '../../cli/scenario/load-scenario-file.ts';
import { readSources } from '../../cli/scenario/read-sources.ts';
import { simulatedFiles } from '../../cli/scenario/simulated-files.ts';
import { UNATTENDED } from '../../sim/kernel/kernel.ts';
import { mergeRuns } from '../../sim/metrics/merge-runs.ts';
import { loadRequests } from '../../sim/scenario/load-requests.ts';
import { formatProblem } from '../../sim/scenario/problem.ts';
import { simulate } from '../../sim/simulate.ts';
import { sourceInstallation } from '../support/source-installation.ts';

const SCENARIOS = fileURLToPath(new URL('../../scenarios/', import.meta.url));
const ALL = readdirSync(SCENARIOS, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));
/** Those with something to simulate. */
const FILES = simulatedFiles(['**/*.yaml'], SCENARIOS);
const REQUEST_FILES = ALL.filter((file) => !FILES.includes(file));
const ONE_RUN = { set: ['experiment.replications=1'] };

function load(file: string) {
  const loaded = loadScenarioFile(file, ONE_RUN.set, SCENARIOS, sourceInstallation());
  if (!loaded.ok) throw new Error(loaded.problems.map(formatProblem).join('\n'));
  return loaded;
}

it.each(ALL)('%s names its schema, so that editors check it', (file) => {
  const path = resolve(SCENARIOS, file);
  const schema = /^# yaml-language-server: \$schema=(\S+)\n/.exec(readFileSync(path, 'utf8'))?.[1];
  expect(schema).toMatch(/scenario\.schema\.json$/);
  expect(existsSync(resolve(dirname(path), schema!))).toBe(true);
});

it.each(REQUEST_FILES)('%s is called like its file, has a question, forms and chains', (file) => {
  const loaded = loadRequests(readSources(file, SCENARIOS));
  if (!loaded.ok) throw new Error(loaded.problems.map(formatProblem).join('\n'));
  expect(`${loaded.name}.yaml`).toBe(basename(file));
  expect(loaded.question).not.toBeNull();
  expect(loaded.requests.mix.forms.length).toBeGreaterThan(0);
  expect(loaded.requests.chains.length).toBeGreaterThan(0);
});

describe.each(FILES)('%s', (file) => {
  it('is called like its file, has a question and no warnings', () => {
    const { scenario, warnings } = load(file);
    expect(`${scenario.name}.yaml`).toBe(basename(file));
    expect(scenario.question).not.toBeNull();
    expect(warnings.map(formatProblem)).toEqual([]);
  });

  it('holds what it expects', () => {
    const experiment = prepareExperiment(load(file), ONE_RUN, SCENARIOS);
    const { model } = experiment.loaded;
    const records = experiment.designIndexes.map((design) => simulate(model, design, 0, UNATTENDED));
    const { verdicts } = mergeRuns(experiment.context, records);
    expect(verdicts.length).toBeGreaterThan(0);
    const failed = verdicts.filter(({ state }) => state !== 'held');
    expect(failed.map(({ sentence }) => sentence)).toEqual([]);
  });
});
