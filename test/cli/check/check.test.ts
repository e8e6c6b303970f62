/**
 * Goal: a team that keeps scenarios and baselines in its repository sees what a change of
 * policy does, in CI and at home.
 * Method: the built command line in a child process; a backend that spills at 95 % of its capacity
 * instead of 100 % is the change.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { useBuiltCli } from '../../support/built-cli.ts';
import { smallScenario } from '../../support/small-scenario.ts';

const AT_HOME = { CI: '' };
const IN_CI = { CI: 'true' };
const SPILLS_EARLIER = ['--set', 'service.backends.web-seoul.capacityScaler=0.95'];
const REPLICATIONS = 6;
const BASELINE = 'results/baselines/small.txt';

interface CheckJson {
  readonly formatVersion: number;
  readonly scenarios: readonly {
    readonly isIdentical: boolean;
    readonly isRegressed: boolean;
    readonly comparison: {
      readonly isPaired: boolean;
      readonly designs: readonly { readonly id: string; readonly replications: { readonly shared: number } }[];
      readonly changes: readonly {
        readonly designId: string;
        readonly metric: string;
        readonly state: string;
        readonly difference: { readonly mean: number; readonly low: number; readonly high: number };
      }[];
    };
  }[];
}

describe('check', () => {
  const cli = useBuiltCli();
  const check = (args: readonly string[], env: Readonly<Record<string, string>> = AT_HOME) =>
    cli.run(['check', ...args], env);
  const checkJson = (args: readonly string[]): CheckJson['scenarios'][0] => {
    const document = JSON.parse(check([...args, '--format', 'json']).stdout) as CheckJson;
    expect(document.formatVersion).toBe(1);
    return document.scenarios[0]!;
  };
  const read = (path: string): string => readFileSync(join(cli.folder(), path), 'utf8');

  beforeAll(() => {
    cli.write(
      'small.yaml',
      smallScenario({ replications: REPLICATIONS, expect: ['{ id: none, that: "dropped == 0" }'] }),
    );
    expect(check(['small.yaml', '--update']).code).toBe(0);
  });

  test('what has not changed is identical, in CI too', () => {
    const { code, stdout, stderr } = check(['small.yaml'], IN_CI);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^✓ small: identical to its baseline$/m);
    expect(stdout).toContain(`${REPLICATIONS} replications paired by seed 42`);
    expect(stdout).toContain(`baseline    ${BASELINE}`);
    expect(stdout).not.toContain('undecided');
  });

  test('a policy that spills a little earlier is caught, named and explained: exit 1', () => {
    const { code, stdout } = check(['small.yaml', ...SPILLS_EARLIER]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^✗ small: \d+ worse, /m);
    expect(stdout).toContain('the scenario is not that of the baseline: design waterfall, design spray changed');
    expect(stdout).toMatch(/^ {2}waterfall, spray: traffic as before; routing, outcomes, events differ$/m);
    expect(stdout).toMatch(/^✗ worse +waterfall +latencyMean .*ms .* \+[\d.]+ ms \[[\d.]+ ms, [\d.]+ ms\] \+[\d.]+%$/m);
    expect(stdout).toMatch(/^• changed +waterfall +spilledShare .* \+[\d.]+ pp \[/m);
    expect(stdout).toMatch(/reproduce +npx spillway run small\.yaml --seed 42 --set service/);
  });

  test('the same change undone again is an improvement', () => {
    expect(check(['small.yaml', ...SPILLS_EARLIER, '--tolerance', '50%']).code).toBe(0);
    const later = check(['small.yaml', '--set', 'service.backends.web-seoul.capacityScaler=1.0']);
    expect(later.stdout).toContain('identical to its baseline');
    cli.write(
      'earlier.yaml',
      read('small.yaml').replace('maxConnectionsPerInstance: 25', 'maxConnectionsPerInstance: 24'),
    );
    expect(check(['earlier.yaml', '--update', '--baselines', 'other']).code).toBe(0);
    const { stdout } = check(['small.yaml', '--baselines', 'other']);
    expect(stdout).toMatch(/^✓ better +waterfall +latencyMean/m);
    expect(stdout).not.toMatch(/^✗ worse +waterfall +latencyMean/m);
  });

  test('the paired difference is the difference of what the two runs measured', () => {
    const { comparison, isRegressed } = checkJson(['small.yaml', ...SPILLS_EARLIER]);
    expect(isRegressed).toBe(true);
    const change = comparison.changes.find(
      ({ designId, metric }) => designId === 'waterfall' && metric === 'latencyMean',
    )!;
    const meanOf = (args: readonly string[]): number => {
      const { stdout } = cli.run(['run', 'small.yaml', ...args, '--out', 'measured', '--format', 'json']);
      const { runs } = JSON.parse(stdout) as {
        runs: { summary: { designId: string; metric: string; mean: number }[] }[];
      };
      return runs[0]!.summary.find(({ designId, metric }) => designId === 'waterfall' && metric === 'latencyMean')!
        .mean;
    };
    expect(change.difference.mean).toBeCloseTo(meanOf(SPILLS_EARLIER) - meanOf([]), 3);
    expect(change.difference.low).toBeGreaterThan(0);
  });

  test('a quick form is compared with the replications it shares; another seed with all of them', () => {
    expect(checkJson(['small.yaml', '--quick'])).toMatchObject({
      isIdentical: true,
      comparison: { isPaired: true, designs: [{ replications: { shared: 3 } }, { replications: { shared: 3 } }] },
    });
    expect(checkJson(['small.yaml', '--replications', '8']).comparison.designs[0]!.replications).toEqual({
      before: REPLICATIONS,
      after: 8,
      shared: REPLICATIONS,
    });
    const elsewhere = check(['small.yaml', '--seed', '7']);
    expect(elsewhere.stdout).toContain('other seeds (42 in the baseline, now 7): 6 against 6 independent replications');
    expect(elsewhere.code).toBe(0);
  });

  test('one replication decides nothing: exit 0, or 3 where the user fails on that', () => {
    const args = ['small.yaml', ...SPILLS_EARLIER, '--replications', '1'];
    const { code, stdout } = check(args);
    expect(stdout).toMatch(/~ undecided .*\(point\)$/m);
    expect(code).toBe(0);
    expect(check([...args, '--fail-on-undecided']).code).toBe(3);
    expect(check(['small.yaml', '--fail-on-undecided']).code).toBe(0);
  });

  test('an expectation that fails, fails the check, whatever the baseline says', () => {
    cli.write('strict.yaml', smallScenario({ name: 'strict', expect: ['{ id: never, that: "spilled == 0" }'] }));
    const { code, stdout } = check(['strict.yaml', '--update']);
    expect(stdout).toMatch(/^✗ strict: its first baseline$/m);
    expect(stdout).toMatch(/^✗ failed +never \[waterfall\]/m);
    expect(code).toBe(1);
    expect(check(['strict.yaml']).stdout).toContain('identical to its baseline');
  });

  describe('without a baseline', () => {
    beforeAll(() => cli.write('lonely.yaml', smallScenario({ name: 'lonely' })));

    test.each([
      ['at home', AT_HOME],
      ['in CI', IN_CI],
    ])('%s: exit 2 before anything is simulated, with the command that makes it', (_where, env) => {
      const { code, stdout, stderr } = check(['small.yaml', 'lonely.yaml'], env);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toBe(
        'error: lonely has no baseline: there is no results/baselines/lonely.txt\nWrite it and commit what it says:\n  npx spillway check lonely.yaml --update\n',
      );
    });

    test('a design that the baseline does not know is refused too', () => {
      cli.write(
        'small-more.yaml',
        read('small.yaml').replace('  spray: {', '  third: { extends: waterfall, edge: { gfes: 9 } }\n  spray: {'),
      );
      const { code, stderr } = check(['small-more.yaml']);
      expect(code).toBe(2);
      expect(stderr).toContain(`${BASELINE} has no design third`);
    });

    test('a damaged one is refused with its line', () => {
      cli.write('bad/small.txt', read(BASELINE).replace(/^offered.*$/m, 'offered'));
      const { code, stderr } = check(['small.yaml', '--baselines', 'bad']);
      expect(code).toBe(2);
      expect(stderr).toMatch(/^error: bad\/small\.txt:\d+: offered should end in/);
      expect(stderr).toContain('npx spillway check small.yaml --update --baselines bad');
    });
  });

  describe('--update', () => {
    test('prints what it accepts, writes it, and is content afterwards', () => {
      cli.write('moving.yaml', smallScenario({ name: 'moving', replications: REPLICATIONS }));
      const first = check(['moving.yaml', '--update']);
      expect(first.stdout).toMatch(/^✓ moving: its first baseline$/m);
      expect(first.stdout).toContain('results/baselines/moving.txt, written');
      const before = read('results/baselines/moving.txt');
      cli.write('moving.yaml', read('moving.yaml').replace('members: 4', 'members: 3'));
      expect(check(['moving.yaml']).code).toBe(1);
      expect(read('results/baselines/moving.txt')).toBe(before);
      const second = check(['moving.yaml', '--update']);
      expect(second.stdout).toMatch(/accepted +change$/m);
      expect(second.stdout).toMatch(/^✗ worse +waterfall/m);
      expect(second.code).toBe(0);
      expect(check(['moving.yaml']).stdout).toContain('identical to its baseline');
      expect(check(['moving.yaml', '--update']).stdout).toContain('results/baselines/moving.txt, as it was');
    });

    test('is the same bytes for any number of workers', () => {
      const texts = ['1', '4'].map((jobs) => {
        expect(check(['small.yaml', '--update', '--baselines', `jobs-${jobs}`, '--jobs', jobs]).code).toBe(0);
        return read(`jobs-${jobs}/small.txt`);
      });
      expect(texts).toEqual([read(BASELINE), read(BASELINE)]);
    });

    test('is refused in CI, unless it is meant', () => {
      const { code, stdout, stderr } = check(['small.yaml', '--update', '--baselines', 'ci'], IN_CI);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain('--ci-update');
      expect(existsSync(join(cli.folder(), 'ci'))).toBe(false);
      expect(check(['small.yaml', '--update', '--ci-update', '--baselines', 'ci'], IN_CI).code).toBe(0);
      expect(existsSync(join(cli.folder(), 'ci/small.txt'))).toBe(true);
    });

    test.each([SPILLS_EARLIER, ['--seed', '7'], ['--designs', 'spray'], ['--quick']])(
      'does not go with %s: the file is what is kept',
      (...flags) => {
        const before = read(BASELINE);
        const { code, stderr } = check(['small.yaml', '--update', ...flags]);
        expect(code).toBe(2);
        expect(stderr).toContain(flags[0]);
        expect(read(BASELINE)).toBe(before);
      },
    );

    test('leaves nothing else behind', () => {
      expect(readdirSync(join(cli.folder(), 'results/baselines')).filter((name) => !name.endsWith('.txt'))).toEqual([]);
      expect(readdirSync(join(cli.folder(), 'results'))).toEqual(['baselines']);
    });
  });

  describe('several scenarios', () => {
    beforeAll(() => {
      for (const name of ['one', 'two']) {
        cli.write(`team/${name}.yaml`, smallScenario({ name, replications: REPLICATIONS }));
      }
      expect(check(['team/one.yaml', 'team/two.yaml', '--update', '--baselines', 'team/baselines']).code).toBe(0);
      cli.write('team/two.yaml', read('team/two.yaml').replace('members: 4', 'members: 3'));
    });
    const TEAM = ['team/*.yaml', '--baselines', 'team/baselines'];

    test('by a pattern; a table of all of them comes last; the worst decides', () => {
      const { code, stdout } = check(TEAM);
      expect(code).toBe(1);
      const table = stdout.trimEnd().split('\n').slice(-3);
      expect(table[0]).toMatch(/scenario +against its baseline/);
      expect(table[1]).toMatch(/^✓ +one +identical to its baseline/);
      expect(table[2]).toMatch(/^✗ +two +\d+ worse/);
    });

    test('JUnit has a case for each scenario, design and expectation', () => {
      const { stdout } = check([
        'small.yaml',
        'team/one.yaml',
        '--update',
        '--baselines',
        'junit',
        '--format',
        'junit',
      ]);
      expect(stdout).toContain('<testsuites tests="6" failures="0" errors="0" skipped="0">');
      expect(stdout).toContain('<testcase name="none: dropped == 0" classname="small.waterfall">');
      expect(stdout).toContain('<testcase name="compared with the baseline" classname="one.spray">');
      const failing = check([...TEAM, '--format', 'junit']);
      expect(failing.stdout).toMatch(/<testsuite name="two" tests="2" failures="[12]"/);
      expect(failing.stdout).toMatch(/<failure message="\d+ worse[^"]*" type="regression">worse: latency/);
    });

    test('GitHub gets annotations, and the step a summary', () => {
      cli.write('summary.md', 'before\n');
      const { code, stdout } = check([...TEAM, '--format', 'github'], { ...IN_CI, GITHUB_STEP_SUMMARY: 'summary.md' });
      expect(code).toBe(1);
      expect(stdout).toMatch(/^::error file=team\/two\.yaml,line=1,title=two \[waterfall\]%3A \d+ worse/m);
      expect(stdout).toMatch(/^::notice file=team\/one\.yaml,line=1,title=one%3A identical to its baseline::/m);
      const summary = read('summary.md');
      expect(summary).toMatch(/^before\n## Spillway check\n/);
      expect(summary).toMatch(/^\| two \| ✗ \d+ worse/m);
      expect(summary).toMatch(/\| ✗ \*\*worse\*\* \| waterfall \| `latency/);
      expect(summary).toBe(`before\n${check([...TEAM, '--format', 'markdown']).stdout}`);
    });

    test('with --out there are result directories, and reports', () => {
      const { stdout } = check([...TEAM, '--out', 'checked']);
      expect(stdout).toContain('report      checked/one/report.html');
      expect(readdirSync(join(cli.folder(), 'checked'))).toEqual(['one', 'two']);
      expect(existsSync(join(cli.folder(), 'checked/two/manifest.json'))).toBe(true);
    });

    test('a pattern that matches nothing is an error', () => {
      expect(check(['team/*.json'])).toMatchObject({ code: 2, stderr: 'error: no file matches team/*.json\n' });
    });
  });

  test('an interrupted update writes no baseline: exit 130', async () => {
    cli.write('long.yaml', smallScenario({ name: 'long', replications: 10_000 }));
    const interruptedAfter = async (ms: number): Promise<{ code: number | null; stderr: string }> => {
      const child = cli.start(['check', 'long.yaml', '--update', '--ci-update']);
      let stderr = '';
      child.stderr!.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
      const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
      await new Promise((resolve) => setTimeout(resolve, ms));
      child.kill('SIGINT');
      return { code: await ended, stderr };
    };
    // On a slow machine the program may not listen yet when the signal comes: it is then ended by it.
    let { code, stderr } = await interruptedAfter(3_000);
    if (code === null) ({ code, stderr } = await interruptedAfter(30_000));
    expect(code).toBe(130);
    expect(stderr).toContain('long is not compared, and no baseline of it is written');
    expect(readdirSync(join(cli.folder(), 'results/baselines'))).not.toContain('long.txt');
  });

  test.each([
    [['--tolerance', '5'], 'Expected a percentage such as 1%'],
    [['--ci-update'], '--ci-update says that --update is meant'],
    [['--quick', '--replications', '3'], 'cannot be used with'],
  ])('wrong usage %j exits 2', (flags, message) => {
    const { code, stderr } = check(['small.yaml', ...flags]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});
