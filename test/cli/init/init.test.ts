/**
 * Goal: what `init` leaves behind works at once: the scenario runs and holds, the check is content, git keeps what it
 * should; nothing of the user's is lost. Method: the built command line in empty and in occupied folders.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { useBuiltCli } from '../../support/built-cli.ts';

const FILES = [
  'scenarios/region-at-capacity.yaml',
  'scenarios/README.md',
  'results/.gitignore',
  '.github/workflows/spillway.yml',
  'results/baselines/region-at-capacity.txt',
];
const IN_TEAM = (file: string): string => `team/${file}`;

describe('init', () => {
  const cli = useBuiltCli();
  let output: string;
  const read = (file: string): string => readFileSync(join(cli.folder(), file), 'utf8');

  beforeAll(() => {
    const { code, stdout, stderr } = cli.run(['init', 'team']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    output = stdout;
  });

  test('writes what it names, and says what to do next', () => {
    for (const file of FILES) expect(existsSync(join(cli.folder(), IN_TEAM(file)))).toBe(true);
    expect(output.split('\n').slice(0, FILES.length)).toEqual(FILES.map(IN_TEAM));
    expect(output).toContain('cd team\n');
  });

  test('the scenario is sound, spills, and what it expects holds', () => {
    const { code, stdout } = cli.run(['run', 'team/scenarios/region-at-capacity.yaml', '--out', 'ran']);
    expect(code).toBe(0);
    expect(stdout).not.toMatch(/^[✗?]/m);
    expect(cli.run(['validate', 'team/scenarios/region-at-capacity.yaml']).stderr).toBe('');
  });

  test('its check is content, in CI too, with the very command of the workflow', () => {
    const workflow = parse(read('team/.github/workflows/spillway.yml')) as {
      jobs: { check: { steps: { run?: string; uses?: string }[] } };
    };
    const steps = workflow.jobs.check.steps.flatMap(({ run }) => run ?? []);
    expect(steps).toEqual(['npm ci', expect.stringMatching(/^npx spillway check /)]);
    const words = steps[1]!
      .split(' ')
      .slice(2)
      .map((word) => word.replaceAll("'", '').replace(/^(scenarios|results)/, 'team/$1'));
    const { code, stdout } = cli.run([...words, '--baselines', 'team/results/baselines'], {
      CI: 'true',
      GITHUB_STEP_SUMMARY: '',
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^::notice .*region-at-capacity%3A identical to its baseline/);
  });

  test('a change of the scenario is caught', () => {
    const scenario = read('team/scenarios/region-at-capacity.yaml').replace('members: 8, ', 'members: 7, ');
    cli.write('changed/region-at-capacity.yaml', scenario);
    const { code, stdout } = cli.run(['check', 'changed/*.yaml', '--baselines', 'team/results/baselines']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/✗ worse +waterfall +latencyMean/);
  });

  test('git keeps the baseline and none of the results', () => {
    const git = (...args: string[]): string =>
      execFileSync('git', args, { cwd: join(cli.folder(), 'team'), encoding: 'utf8' });
    cli.write('team/results/region-at-capacity/manifest.json', '{}');
    git('init', '-q');
    git('add', '-A');
    expect(git('ls-files').trim().split('\n').sort()).toEqual([...FILES].sort());
  });

  test('overwrites nothing: where one file is there already, none is written', () => {
    cli.write('mine/scenarios/README.md', 'mine');
    const { code, stdout, stderr } = cli.run(['init', 'mine']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe('error: there is already mine/scenarios/README.md: nothing is written\n');
    expect(readdirSync(join(cli.folder(), 'mine'))).toEqual(['scenarios']);
    expect(read('mine/scenarios/README.md')).toBe('mine');
    expect(cli.run(['init', 'team']).code).toBe(2);
  });

  test('a file where a folder should be exits 2', () => {
    cli.write('blocked', 'a file');
    const { code, stderr } = cli.run(['init', 'blocked']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error: cannot write .*blocked/);
  });
});
