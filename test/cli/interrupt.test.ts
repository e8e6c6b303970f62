/**
 * Goal: Ctrl-C keeps what is finished and says that it is incomplete; a second one ends at once and leaves nothing half written.
 * Method: signals to the built command line in a child process, in the middle of an experiment far too long to end by itself.
 */
import type { ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { useBuiltCli } from '../support/built-cli.ts';
import { smallScenario } from '../support/small-scenario.ts';

/** A replication takes tens of milliseconds; all of them would take hours. */
const REPLICATIONS = 10_000;

describe('interrupt', () => {
  const cli = useBuiltCli();
  beforeAll(() => {
    cli.write(
      'many.yaml',
      smallScenario({ name: 'many', replications: REPLICATIONS, expect: ['{ id: none, that: "dropped == 0" }'] }),
    );
    cli.write(
      'long.yaml',
      smallScenario({ name: 'long', replications: 1, duration: '30d' }).replace('interval: 5s', 'interval: 1h'),
    );
  });

  interface Ended {
    readonly code: number | null;
    readonly stdout: string;
    readonly stderr: string;
  }

  function outputOf(child: ChildProcess): Promise<Ended> {
    const text = { stdout: '', stderr: '' };
    child.stdout!.on('data', (chunk: Buffer) => (text.stdout += chunk.toString()));
    child.stderr!.on('data', (chunk: Buffer) => (text.stderr += chunk.toString()));
    return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...text })));
  }

  function wait(ms: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, ms));
  }

  /** Long enough for workers to start and finish some of the small runs. */
  const UNDER_WAY_MS = 3_000;

  test.each(['SIGINT', 'SIGTERM'] as const)(
    '%s: finished replications are written and marked, exit 130',
    async (signal) => {
      const child = cli.start(['run', 'many.yaml', '--out', signal, '--jobs', '2']);
      const ended = outputOf(child);
      await wait(UNDER_WAY_MS);
      child.kill(signal);
      const { code, stdout, stderr } = await ended;
      expect(code).toBe(130);
      expect(stderr).toContain('Stopping');
      expect(stderr).toContain('incomplete');
      expect(stdout).toMatch(/note interrupted: \d+ of 10000 replications of design waterfall finished/);
      const read = (name: string) =>
        JSON.parse(readFileSync(join(cli.folder(), signal, name), 'utf8')) as { isComplete: boolean };
      expect(read('manifest.json').isComplete).toBe(false);
      expect(read('result.json').isComplete).toBe(false);
      expect(readFileSync(join(cli.folder(), signal, 'report.html'), 'utf8')).toContain('interrupted');
    },
  );

  test('one long run: the part that was simulated is written, and nothing is held', async () => {
    const child = cli.start(['run', 'long.yaml', '--out', 'cut', '--jobs', '2']);
    const ended = outputOf(child);
    await wait(UNDER_WAY_MS);
    child.kill('SIGINT');
    const { code, stdout } = await ended;
    expect(code).toBe(130);
    expect(stdout).toMatch(/note interrupted: no replication of design waterfall finished/);
    expect(existsSync(join(cli.folder(), 'cut/report.html'))).toBe(true);
  });

  test('Ctrl-C that arrives twice at once, from the terminal and from a wrapper, is one', async () => {
    const child = cli.start(['run', 'many.yaml', '--out', 'twice', '--jobs', '2']);
    const ended = outputOf(child);
    await wait(UNDER_WAY_MS);
    child.kill('SIGINT');
    await wait(20);
    child.kill('SIGINT');
    expect((await ended).code).toBe(130);
    expect(existsSync(join(cli.folder(), 'twice/manifest.json'))).toBe(true);
  });

  test('nothing half written is left beside the results', () => {
    expect(readdirSync(cli.folder()).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});
