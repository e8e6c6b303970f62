/**
 * Goal: `explain` says why a connection went where it went, groups several, and answers a question that
 * names nothing with what there is.
 * Method: the built command line in a child process on a small scenario whose Seoul fills and is then lost.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { useBuiltCli } from '../support/built-cli.ts';
import { smallScenario } from '../support/small-scenario.ts';

interface TrailJson {
  readonly metro: string;
  readonly designId: string;
  readonly replication: number;
  readonly atMs: number;
  readonly inForce: readonly string[];
  readonly steps: readonly { readonly stage: string; readonly chosen: string | null }[];
  readonly backends: readonly { readonly name: string; readonly isPicked: boolean; readonly reason: string }[];
  readonly outcome: { readonly name: string };
}

describe('explain', () => {
  const cli = useBuiltCli();
  const asked = ['explain', 's.yaml', '--design', 'waterfall', '--metro', 'seoul'];

  function trailsOf(args: readonly string[]): readonly TrailJson[] {
    const { stdout, stderr, code } = cli.run([...args, '--format', 'json']);
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    return (JSON.parse(stdout) as { trails: TrailJson[] }).trails;
  }

  beforeAll(() => cli.write('s.yaml', smallScenario()));

  test('one connection: every decision in order, the candidates, the time line and the parts of the latency', () => {
    const { code, stdout, stderr } = cli.run([...asked, '--at', '15s']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatchSnapshot();
  });

  test('the same as Markdown', () => {
    expect(cli.run([...asked, '--at', '0:15', '--format', 'markdown']).stdout).toMatchSnapshot();
  });

  test('several: ways first, each with its reason', () => {
    const { stdout } = cli.run([...asked, '--at', 'evening', '--for', '25s']);
    expect(stdout).toMatch(/^200 connections, \d ways\n/);
    expect(stdout).toMatch(
      /of 200 went icn > a GFE in asia-northeast3 > a backend in asia-northeast1: completed\n {3}because web-seoul: no room: 100 of 100/,
    );
  });

  test('a count, a window, an event for a time: the first connections from then on', () => {
    const trails = trailsOf([...asked, '--at', 'lost', '--count', '3']);
    expect(trails).toHaveLength(3);
    for (const trail of trails) {
      expect(trail).toMatchObject({ metro: 'seoul', designId: 'waterfall', replication: 0, inForce: ['lost'] });
      expect(trail.atMs).toBeGreaterThanOrEqual(90_000);
      expect(trail.outcome.name).toBe('timedOut');
    }
    expect(trailsOf([...asked, '--at', '90s', '--for', '200ms']).every(({ atMs }) => atMs < 90_200)).toBe(true);
  });

  test('another replication meets other connections, a changed value other decisions', () => {
    const [first] = trailsOf([...asked, '--at', '15s']);
    const [other] = trailsOf([...asked, '--at', '15s', '--replication', '1']);
    expect(other!.atMs).not.toBe(first!.atMs);
    const [moved] = trailsOf([...asked, '--at', '15s', '--set', 'service.backends.web-seoul.capacityScaler=0']);
    expect(moved!.atMs).toBe(first!.atMs);
    expect(moved!.backends.find(({ name }) => name === 'web-seoul')).toMatchObject({ reason: 'scalerZero' });
    expect(moved!.backends.find(({ isPicked }) => isPicked)!.name).toBe('web-tokyo');
  });

  test.each([
    [
      'a design that is not there',
      ['--design', 'watefall', '--metro', 'seoul', '--at', '15s'],
      /--design: .*"watefall" \(did you mean waterfall\?\)/,
    ],
    ['no design', ['--metro', 'seoul', '--at', '15s'], /--design: say which; there are waterfall, spray/],
    [
      'a metro that is not there',
      ['--design', 'spray', '--metro', 'bostn', '--at', '15s'],
      /--metro: .*"bostn" \(did you mean boston\?\)/,
    ],
    ['no time', ['--design', 'spray', '--metro', 'boston'], /required option '--at <time>' not specified/],
    [
      'a time that is none',
      ['--design', 'spray', '--metro', 'boston', '--at', 'evenin'],
      /--at: expected an instant .*did you mean evening\?/,
    ],
    [
      'a time after the end',
      ['--design', 'spray', '--metro', 'boston', '--at', '3:00'],
      /--at: 3:00 is not within the run, which ends at 2:00/,
    ],
    [
      'a replication that there is not',
      ['--design', 'spray', '--metro', 'boston', '--at', '1:00', '--replication', '9'],
      /--replication: the scenario has replications 0 to \d; got 9/,
    ],
    [
      'a window that is none',
      ['--design', 'spray', '--metro', 'boston', '--at', '1:00', '--for', '5'],
      /--for: expected a duration/,
    ],
    [
      'too many',
      ['--design', 'spray', '--metro', 'boston', '--at', '1:00', '--count', '1000'],
      /Expected a whole number from 1 to 200/,
    ],
    [
      'a window without a connection',
      ['--design', 'waterfall', '--metro', 'seoul', '--at', '15s', '--for', '1us'],
      /no connection of seoul is offered from 0:15\.000 to 0:15\.000: the last came at 0:1\d\.\d+, the next comes at 0:15\.\d+/,
    ],
  ])('%s exits 2 and says what there is', (_name, args, message) => {
    const { code, stdout, stderr } = cli.run(['explain', 's.yaml', ...args]);
    expect(stderr).toMatch(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  test('warnings come once with an answer, before the errors of a scenario, and not with the error of a question', () => {
    const warned = ['explain', 's.yaml', '--design', 'waterfall', '--set', 'events.0.for=1h'];
    const answered = cli.run([...warned, '--metro', 'seoul', '--at', '15s']);
    expect(answered.code).toBe(0);
    expect(answered.stderr.match(/ends after the run/g)).toHaveLength(1);
    expect(cli.run([...warned, '--metro', 'soul', '--at', '15s']).stderr).toMatch(/^[^\n]*--metro: [^\n]*\n/);
    const { stderr } = cli.run([...warned, '--set', 'experiment.replications=0', '--metro', 'seoul', '--at', '15s']);
    expect(stderr.trimEnd().split('\n').at(-1)).toMatch(/ error experiment\.replications: /);
  });
});
