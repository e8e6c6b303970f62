/**
 * Goal: `diff` says what differs between two results, or a result and a baseline, by
 * effect and with what is established.
 * Method: the built command line in a child process, on results of a small scenario with and without a change.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { useBuiltCli } from '../../support/built-cli.ts';
import { smallScenario } from '../../support/small-scenario.ts';

interface DiffJson {
  readonly formatVersion: number;
  readonly scenarioChanges: readonly string[];
  readonly comparison: {
    readonly isPaired: boolean;
    readonly changes: readonly { readonly state: string; readonly effect: number }[];
  };
}

describe('diff', () => {
  const cli = useBuiltCli();
  const diff = (...args: string[]) => cli.run(['diff', ...args]);
  const diffJson = (...args: string[]): DiffJson => JSON.parse(diff(...args, '--format', 'json').stdout) as DiffJson;

  beforeAll(() => {
    cli.write('small.yaml', smallScenario({ replications: 6 }));
    cli.run(['run', 'small.yaml', '--out', 'before']);
    cli.run(['run', 'small.yaml', '--out', 'after', '--set', 'service.backends.web-seoul.capacityScaler=0.95']);
    cli.run(['run', 'small.yaml', '--out', 'other', '--seed', '7', '--designs', 'waterfall']);
    cli.run(['run', 'small.yaml', '--out', 'spray', '--designs', 'spray']);
    cli.run(['check', 'small.yaml', '--update', '--ci-update', '--baselines', 'base']);
  });

  test('names what differs in the scenario, where the runs part, and each figure, established ones by effect first', () => {
    const { code, stdout, stderr } = diff('before', 'after');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^after against before: \d+ worse, /);
    expect(stdout).toMatch(/^ {2}service\.backends\.web-seoul\.capacityScaler: .*0\.95$/m);
    expect(stdout).toContain('traffic as before; routing, outcomes, events differ');
    const { comparison, formatVersion, scenarioChanges } = diffJson('before', 'after');
    expect([formatVersion, scenarioChanges.length]).toEqual([1, 1]);
    const states = [...new Set(comparison.changes.map(({ state }) => state))];
    expect(states).toEqual(['worse', 'better', 'changed', 'within', 'open'].filter((state) => states.includes(state)));
    for (const state of states) {
      const effects = comparison.changes.filter((change) => change.state === state).map(({ effect }) => effect);
      expect(effects).toEqual([...effects].sort((a, b) => b - a));
    }
    expect(comparison.changes.length).toBeGreaterThan(5);
  });

  test('a result and its own baseline are identical, on either side', () => {
    for (const args of [
      ['base/small.txt', 'before'],
      ['before', 'base/small.txt'],
      ['before', 'before'],
    ]) {
      expect(diff(...args).stdout).toMatch(/: identical\n\n {2}6 replications paired by seed 42\n$/);
    }
  });

  test('other seeds are independent samples', () => {
    expect(diffJson('before', 'other').comparison.isPaired).toBe(false);
    expect(diff('before', 'other').stdout).toMatch(/only in before: 1 design spray/);
  });

  test('two results of one design each are compared, whatever the designs are called', () => {
    const { stdout } = diff('other', 'spray');
    expect(stdout).toMatch(/spray +latencyP50/);
    expect(stdout).not.toContain('only in');
  });

  test('Markdown, and a page with forest plots', () => {
    const { stdout } = diff('before', 'after', '--format', 'markdown', '--html', 'diff.html');
    expect(stdout).toMatch(/^## after against before: \d+ worse/);
    expect(stdout).toMatch(/^\| ✗ worse \| waterfall \| `latencyMean` \|/m);
    const page = readFileSync(join(cli.folder(), 'diff.html'), 'utf8');
    expect(page).toContain('<h1>after against before</h1>');
    expect(page).toContain('capacityScaler');
  });

  test.each([
    [['before', 'nowhere'], 'cannot read nowhere: no such file'],
    [['before', 'small.yaml'], 'small.yaml:1: this is no baseline'],
    [['before', '.'], 'is not a Spillway result'],
    [['before'], 'missing required argument'],
  ])('%j exits 2', (args, message) => {
    const { code, stdout, stderr } = diff(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});
