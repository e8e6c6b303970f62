/**
 * Goal: output that cannot be written ends in one line and exit code 2; a reader that leaves changes nothing.
 * Method: the built command line, its stdout a device that is always full, or a pipe closed after the first line.
 */
import { type StdioOptions, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { useBuiltCli } from '../support/built-cli.ts';
import { smallScenario } from '../support/small-scenario.ts';

/** Of Linux and some others: every write fails with ENOSPC. */
const FULL = '/dev/full';

describe('lost streams', () => {
  const cli = useBuiltCli();

  /** Runs with one of the two streams on the full device. */
  function runOnFull(stream: 'stdout' | 'stderr', args: readonly string[]) {
    const full = openSync(FULL, 'w');
    const stdio: StdioOptions = stream === 'stdout' ? ['ignore', full, 'pipe'] : ['ignore', 'pipe', full];
    try {
      const options = { cwd: cli.folder(), encoding: 'utf8', stdio } as const;
      return spawnSync(process.execPath, [cli.program(), ...args], options);
    } finally {
      closeSync(full);
    }
  }

  test.skipIf(!existsSync(FULL)).each([
    ['run', ['run', 'small.yaml']],
    ['list', ['list', 'metros']],
    ['help', ['--help']],
  ])('%s on a full disk: one line, exit 2', (_name, args) => {
    cli.write('small.yaml', smallScenario());
    const { status, stderr } = runOnFull('stdout', args);
    expect(stderr).toMatch(/^error: output cannot be written to stdout: .*ENOSPC.*\n$/);
    expect(status).toBe(2);
  });

  test.skipIf(!existsSync(FULL))('a full disk under stderr loses the messages, not the work', () => {
    cli.write('wrong.yaml', 'version: 1\n');
    expect(runOnFull('stderr', ['validate', 'wrong.yaml']).status).toBe(2);
    cli.write('small.yaml', smallScenario());
    const { status, stdout } = runOnFull('stderr', ['validate', 'small.yaml', 'small.yaml']);
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'small.yaml: valid\nsmall.yaml: valid\n' });
  });

  test('a reader that leaves is no fault', () => {
    const script = '("$0" "$1" list metros; echo "code $?" >&2) | head -n 1';
    const { stdout, stderr } = spawnSync('/bin/sh', ['-c', script, process.execPath, cli.program()], {
      encoding: 'utf8',
    });
    expect(stdout.split('\n')).toHaveLength(2);
    expect(stderr).toBe('code 0\n');
  });
});
