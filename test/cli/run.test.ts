/**
 * Goal: `run` answers with the right exit code, on the right stream, in each format, and leaves a
 * result directory that says what ran.
 * Method: a small scenario with expectations that must hold, fail or stay open, in the built
 * command line in a child process.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { useBuiltCli } from '../support/built-cli.ts';
import { smallScenario } from '../support/small-scenario.ts';

const HOLDS =
  '{ id: spills, that: "share(established{metro: seoul, region: asia-northeast1}) > 1%", for: [waterfall], during: evening }';
const FAILS = '{ id: never-spills, that: "spilled == 0", for: [waterfall] }';
const WARNS = '{ id: never-spills, that: "spilled == 0", for: [waterfall], severity: warn }';

const ESCAPE = '\u001b';

interface RunJson {
  readonly runs: readonly {
    readonly scenario: { readonly seed: string; readonly replications: number; readonly command: string };
    readonly directory: string;
    readonly isComplete: boolean;
    readonly verdicts: readonly { readonly id: string; readonly state: string; readonly measured: number }[];
    readonly summary: readonly { readonly designId: string }[];
    readonly fingerprint: { readonly all: string };
  }[];
}

describe('run', () => {
  const cli = useBuiltCli();

  function runJson(args: readonly string[]): RunJson['runs'][0] {
    const { stdout } = cli.run(['run', ...args, '--format', 'json']);
    return (JSON.parse(stdout) as RunJson).runs[0]!;
  }

  beforeAll(() => {
    cli.write('holds.yaml', smallScenario({ name: 'holds', expect: [HOLDS] }));
    cli.write('fails.yaml', smallScenario({ name: 'fails', expect: [HOLDS, FAILS] }));
    cli.write('warns.yaml', smallScenario({ name: 'warns', expect: [WARNS] }));
    cli.write('bad.yaml', 'version: 1\nname: bad\n');
    // A bound in the middle of what the replications give.
    const { measured } = runJson(['holds.yaml', '--replications', '4']).verdicts[0]!;
    const straddled = `{ id: close, that: "share(established{metro: seoul, region: asia-northeast1}) > ${(measured * 100).toFixed(6)}%", for: [waterfall], during: evening }`;
    cli.write('undecided.yaml', smallScenario({ name: 'undecided', replications: 4, expect: [straddled] }));
  });

  test('exit 0 when every expectation holds; verdicts first, then figures, places and how to do it again', () => {
    const { code, stdout, stderr } = cli.run(['run', 'holds.yaml']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const order = [
      '✓ held',
      'waterfall (baseline)',
      'Where connections went',
      'report ',
      'seed ',
      'reproduce ',
      'fingerprint ',
    ];
    const at = order.map((word) => stdout.indexOf(word));
    expect(at.every((position) => position >= 0)).toBe(true);
    expect(at).toEqual([...at].sort((a, b) => a - b));
    expect(existsSync(join(cli.folder(), 'results/holds/report.html'))).toBe(true);
    const manifest = JSON.parse(readFileSync(join(cli.folder(), 'results/holds/manifest.json'), 'utf8')) as object;
    expect(manifest).toMatchObject({ replications: 2, completedReplications: { waterfall: 2, spray: 2 } });
  });

  test('exit 1 when an expectation of severity error fails', () => {
    const { code, stdout } = cli.run(['run', 'fails.yaml']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^✗ failed +never-spills \[waterfall\]/m);
  });

  test('exit 0 when only a warning fails', () => {
    const { code, stdout } = cli.run(['run', 'warns.yaml']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^✗ failed \(warn\) +never-spills/m);
  });

  test('exit 0 when undecided, 3 where the user asked for that', () => {
    const relaxed = cli.run(['run', 'undecided.yaml']);
    expect(relaxed.stdout).toMatch(/^\? undecided +close/m);
    expect(relaxed.code).toBe(0);
    expect(cli.run(['run', 'undecided.yaml', '--fail-on-undecided']).code).toBe(3);
  });

  test('exit 2 before anything is simulated when one of several scenarios is wrong', () => {
    const { code, stdout, stderr } = cli.run(['run', 'holds.yaml', 'bad.yaml', '--out', 'none']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^bad\.yaml:1:1 error /m);
    expect(existsSync(join(cli.folder(), 'none'))).toBe(false);
  });

  test('exit 2 rather than replace a folder that holds something else', () => {
    cli.write('precious/thesis.txt', 'years of work');
    const { code, stderr } = cli.run(['run', 'holds.yaml', '--out', 'precious']);
    expect(code).toBe(2);
    expect(stderr).toContain('precious');
    expect(readFileSync(join(cli.folder(), 'precious/thesis.txt'), 'utf8')).toBe('years of work');
  });

  test('the seed and the replications can be given, and the printed command gives the same again', () => {
    const first = runJson([
      'holds.yaml',
      '--seed',
      '007',
      '--replications',
      '1',
      '--set',
      'traffic.connections.rate=20/s',
    ]);
    expect(first.scenario).toMatchObject({ seed: '007', replications: 1 });
    const words = first.scenario.command.split(' ').slice(3);
    expect(runJson(words).fingerprint).toEqual(first.fingerprint);
    expect(runJson(['holds.yaml', '--replications', '1']).fingerprint.all).not.toBe(first.fingerprint.all);
  });

  test('the result is the same bytes however the path was typed; the console keeps it as typed', () => {
    const inFolder = cli.folder();
    cli.write('deep/here/holds.yaml', smallScenario({ name: 'holds', expect: [HOLDS] }));
    const resultOf = (file: string) => {
      const { stdout } = cli.run(['run', file, '--out', 'typed', '--replications', '1']);
      expect(stdout).toContain(`npx spillway run ${file} --seed 42`);
      return ['result.json', 'report.html'].map((name) => readFileSync(join(inFolder, 'typed', name), 'utf8'));
    };
    const expected = resultOf('deep/here/holds.yaml');
    expect(expected[0]).toContain('"file":"deep/here/holds.yaml"');
    for (const typed of [
      './deep/here/holds.yaml',
      'deep/../deep/here//holds.yaml',
      join(inFolder, 'deep/here/holds.yaml'),
    ])
      expect(resultOf(typed)).toEqual(expected);
  });

  test('--designs runs some of the designs, with the same figures as in the full comparison', () => {
    const whole = runJson(['holds.yaml']);
    const part = runJson(['holds.yaml', '--designs', 'water*']);
    const figures = (run: RunJson['runs'][0]) => run.summary.filter((row) => row.designId === 'waterfall');
    expect(part.summary.every((row) => row.designId === 'waterfall')).toBe(true);
    expect(figures(part)).toEqual(figures(whole));
  });

  test('--designs that match nothing, or leave out a needed baseline, exit 2', () => {
    const unknown = cli.run(['run', 'holds.yaml', '--designs', 'watrfall']);
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain('did you mean waterfall?');
    cli.write(
      'relative.yaml',
      smallScenario({ expect: ['{ id: slower, that: "p50(latency) > 1 * baseline", for: [spray] }'] }),
    );
    const { code, stderr } = cli.run(['run', 'relative.yaml', '--designs', 'spray']);
    expect(code).toBe(2);
    expect(stderr).toContain('leaves out the baseline waterfall');
  });

  test('several scenarios: one result directory each; two of one name exit 2', () => {
    const { code } = cli.run([
      'run',
      'holds.yaml',
      'fails.yaml',
      '--out',
      'both',
      '--replications',
      '1',
      '--format',
      'json',
    ]);
    expect(code).toBe(1);
    for (const name of ['holds', 'fails'])
      expect(existsSync(join(cli.folder(), 'both', name, 'manifest.json'))).toBe(true);
    expect(cli.run(['run', 'holds.yaml', 'holds.yaml']).code).toBe(2);
  });

  test('junit, GitHub and markdown say the same', () => {
    const junit = cli.run(['run', 'fails.yaml', '--format', 'junit']);
    expect(junit.code).toBe(1);
    expect(junit.stdout).toMatch(/^<\?xml/);
    expect(junit.stdout).toMatch(/<failure/);
    const github = cli.run(['run', 'fails.yaml', '--format', 'github']);
    const line =
      readFileSync(join(cli.folder(), 'fails.yaml'), 'utf8')
        .split('\n')
        .findIndex((text) => text.includes('never-spills')) + 1;
    expect(github.stdout).toContain(`::error file=fails.yaml,line=${line},title=never-spills failed [waterfall]::`);
    const markdown = cli.run(['run', 'fails.yaml', '--format', 'markdown']);
    expect(markdown.stdout).toMatch(/^\| \*\*failed\*\* \| never-spills \| waterfall \|/m);
  });

  test('a pipe gets no colour codes and no progress', () => {
    const { stdout, stderr } = cli.run(['run', 'fails.yaml']);
    expect(stdout).not.toContain(ESCAPE);
    expect(stderr).toBe('');
  });

  test('report draws the same file again, without simulating', () => {
    cli.run(['run', 'holds.yaml', '--out', 'again']);
    const path = join(cli.folder(), 'again/report.html');
    const before = readFileSync(path, 'utf8');
    const { code, stdout } = cli.run(['report', 'again']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'again/report.html\n' });
    expect(readFileSync(path, 'utf8')).toBe(before);
  });
});
