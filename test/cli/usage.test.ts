/**
 * Goal: wrong usage exits 2 with a hint on stderr and nothing on stdout; help and version are data on stdout.
 * Method: the built command line in a child process.
 */
import { describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { useBuiltCli } from '../support/built-cli.ts';

describe('usage', () => {
  const cli = useBuiltCli();

  test.each([
    ['an unknown command', ['rnu'], /unknown command 'rnu'\n\(Did you mean run\?\)/],
    [
      'an unknown option',
      ['run', 'x.yaml', '--replication', '3'],
      /unknown option '--replication'\n\(Did you mean --replications\?\)/,
    ],
    ['a missing argument', ['run'], /missing required argument 'scenario'/],
    ['one argument too many', ['report', 'a', 'b'], /too many arguments/],
    ['a number that is none', ['run', 'x.yaml', '--jobs', 'many'], /Expected a whole number from 1 to 1024/],
    ['a number out of bounds', ['run', 'x.yaml', '--replications', '0'], /Expected a whole number from 1 to 10000/],
    [
      'an unknown format',
      ['run', 'x.yaml', '--format', 'xml'],
      /Allowed choices are text, json, junit, github, markdown/,
    ],
    ['an unknown list', ['list', 'metrcs'], /Did you mean metrics\?/],
    [
      'a scenario that is not there',
      ['run', 'nowhere.yaml'],
      /^error: cannot read scenario nowhere\.yaml: no such file\n$/,
    ],
    ['a directory for a scenario', ['validate', '.'], /cannot read scenario \.: it is a directory/],
    ['a result that is not there', ['report', 'nowhere'], /^error: .*nowhere/],
    ['no command at all', [], /Usage: spillway/],
  ])('%s exits 2', (_name, args, message) => {
    const { code, stdout, stderr } = cli.run(args);
    expect(stderr).toMatch(message);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  test('--version prints the version', () => {
    expect(cli.run(['--version'])).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: '' });
  });

  test.each([
    [['--help'], ['Usage: spillway', 'Examples:', 'Exit codes']],
    [
      ['run', '--help'],
      ['Usage: spillway run', '--replications', 'Examples:', '130 interrupted'],
    ],
    [
      ['help', 'validate'],
      ['Usage: spillway validate', 'Examples:'],
    ],
  ])('%j is help with examples, on stdout', (args, words) => {
    const { code, stdout, stderr } = cli.run(args);
    for (const word of words) expect(stdout).toContain(word);
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  test('every command that the help names has help of its own', () => {
    const { stdout } = cli.run(['--help']);
    const names = [...stdout.matchAll(/^ {2}([a-z]+) (?:\[|<| {2})/gm)].map((match) => match[1]!);
    expect(names).toEqual(expect.arrayContaining(['run', 'validate', 'show', 'report', 'list', 'schema']));
    for (const name of names.filter((each) => each !== 'help')) expect(cli.run([name, '--help']).code).toBe(0);
  });
});
