/**
 * Goal: a worker never gives an array's memory away: after that V8 asks at every use of any array whether it is still
 * there, which takes an eighth of a connection's time.
 * Method: V8 itself, told to say when it stops relying on it.
 */
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { useBuiltCli } from '../../support/built-cli.ts';
import { smallScenario } from '../../support/small-scenario.ts';

describe('arrays of a worker', () => {
  const cli = useBuiltCli();

  test('stay with it', () => {
    cli.write('two.yaml', smallScenario({ name: 'two', replications: 2 }));
    const watched = (...args: string[]): string => {
      const { status, stdout } = spawnSync(process.execPath, ['--trace-protector-invalidation', ...args], {
        cwd: cli.folder(),
        encoding: 'utf8',
      });
      expect(status).toBe(0);
      return stdout;
    };
    const givesAway = 'const given = new ArrayBuffer(8); structuredClone(given, { transfer: [given] })';
    expect(watched('-e', givesAway)).toContain('ArrayBufferDetaching');
    expect(watched(cli.program(), 'run', 'two.yaml', '--jobs', '2')).not.toContain('ArrayBufferDetaching');
  });
});
