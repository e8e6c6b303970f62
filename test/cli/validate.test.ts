/**
 * Goal: `validate` and `show` say everything about a scenario without simulating: all problems
 * with their places, in each format.
 * Method: the built command line in a child process on good and bad files.
 */

import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { useBuiltCli } from '../support/built-cli.ts';
import { smallScenario } from '../support/small-scenario.ts';

describe('validate and show', () => {
  const cli = useBuiltCli();
  beforeAll(() => {
    cli.write('good.yaml', smallScenario());
    cli.write(
      'bad.yaml',
      smallScenario().replace('duration: 2m', 'duration: 120').replace('metros: [seoul,', 'metros: [soul,'),
    );
    cli.write('layer.yaml', 'extends: good.yaml\nname: layer\ntraffic: { connections: { rate: 60/s } }\n');
  });

  test('a good file', () => {
    expect(cli.run(['validate', 'good.yaml'])).toEqual({ code: 0, stdout: 'good.yaml: valid\n', stderr: '' });
  });

  test('a bad file: every problem, each with file, line, column and path, on stderr', () => {
    const { code, stdout, stderr } = cli.run(['validate', 'bad.yaml', 'good.yaml']);
    expect(code).toBe(2);
    expect(stdout).toBe('good.yaml: valid\n');
    expect(stderr).toMatch(/^bad\.yaml:4:19 error time\.duration: /m);
    expect(stderr).toMatch(/^bad\.yaml:7:\d+ error world\.clients\.metros\.0: .*did you mean "seoul"/m);
  });

  test('as JSON, on stdout', () => {
    const { code, stdout, stderr } = cli.run(['validate', 'bad.yaml', '--format', 'json']);
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
    const { scenarios } = JSON.parse(stdout) as { scenarios: { file: string; isValid: boolean; problems: object[] }[] };
    expect(scenarios[0]).toMatchObject({ file: 'bad.yaml', isValid: false });
    expect(scenarios[0]!.problems[0]).toMatchObject({ line: 4, column: 19, path: 'time.duration', severity: 'error' });
  });

  test('as annotations of a GitHub workflow', () => {
    const { code, stdout } = cli.run(['validate', 'bad.yaml', '--format', 'github']);
    expect(code).toBe(2);
    expect(stdout).toMatch(/^::error file=bad\.yaml,line=4,col=19,title=time\.duration::/m);
  });

  test('--set changes the scenario, and its faults are placed there', () => {
    expect(cli.run(['validate', 'good.yaml', '--set', 'time.duration=5m']).code).toBe(0);
    const { code, stderr } = cli.run([
      'validate',
      'good.yaml',
      '--set',
      'time.duration=5m',
      '--set',
      'time.duraton=5m',
    ]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^--set:2:\d+ error time\.duraton: .*did you mean "duration"/);
  });

  test('a scenario over another one', () => {
    const { code, stdout } = cli.run(['show', 'layer.yaml', '--format', 'yaml']);
    expect(code).toBe(0);
    expect(parse(stdout)).toMatchObject({
      name: 'layer',
      traffic: { connections: { rate: '60/s' } },
      time: { duration: '2m' },
    });
  });

  test('show --format yaml prints a scenario that is valid and resolves to itself', () => {
    const { stdout } = cli.run(['show', 'good.yaml', '--format', 'yaml']);
    cli.write('resolved.yaml', stdout);
    expect(cli.run(['show', 'resolved.yaml', '--format', 'yaml']).stdout).toBe(stdout);
  });

  test('show tells the timeline and the size', () => {
    const { code, stdout } = cli.run(['show', 'good.yaml']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^0:30 +0:40 +evening +traffic of seoul rises to 4x$/m);
    expect(stdout).toMatch(/^1:30 +1:50 +lost +fail region asia-northeast3$/m);
    expect(stdout).toMatch(
      /^100,000 in 6 networks, each with 4 DNS resolvers; one connects every 55 min 33 s on average/m,
    );
    expect(stdout).toMatch(/2 designs x 2 replications = 4 runs/);
  });

  test('the expected number of connections is the integral of the rate', () => {
    const { size } = JSON.parse(cli.run(['show', 'good.yaml', '--format', 'json']).stdout) as {
      size: { connectionsPerRun: number };
    };
    // 30/s for 120 s, half of it in Seoul: there the surge adds 3 x 15/s for 20 s, and its two ramps of 10 s, which
    // climb exponentially to 4x, add 15/s x 10 s x ((4 - 1) / ln 4 - 1) each.
    const ramp = 15 * 10 * (3 / Math.log(4) - 1);
    expect(size.connectionsPerRun / (30 * 120 + 3 * 15 * 20 + 2 * ramp)).toBeCloseTo(1, 3);
  });

  test.each([
    ['good.yaml', 'rate=900000G/s', /^--set:1:26 error traffic\.connections\.rate: about \S+ connections in all/],
    ['slip.yaml', 'clients=100k', /^slip\.yaml:17:24 error traffic\.connections\.rate: about \S+ connections in all/],
    ['good.yaml', 'hold=1000d', null],
  ])('a size beyond all bounds is refused where it was written: %s with %s', (file, change, message) => {
    cli.write('slip.yaml', smallScenario().replace('rate: 30/s', 'rate: 900000G/s'));
    const path = change.startsWith('clients') ? 'traffic' : 'traffic.connections';
    const { code, stderr } = cli.run(['validate', file, '--set', `${path}.${change}`]);
    expect(code).toBe(message === null ? 0 : 2);
    expect(stderr).toMatch(message ?? /^$/);
    if (message !== null) expect(cli.run(['run', file, '--set', `${path}.${change}`])).toMatchObject({ code, stderr });
  });

  test('schema prints a JSON Schema that names the sections', () => {
    const schema = JSON.parse(cli.run(['schema']).stdout) as {
      $schema: string;
      else: { else: { properties: object } };
    };
    expect(schema.$schema).toContain('draft-07');
    expect(Object.keys(schema.else.else.properties)).toEqual(
      expect.arrayContaining(['time', 'world', 'service', 'designs', 'expect']),
    );
  });
});
