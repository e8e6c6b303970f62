/**
 * Goal: Ctrl-C keeps what is finished and says that it is incomplete; nothing is left half written.
 * Method: signals to the built command line in a child process, in the middle of an experiment far too long to end by
 * itself. On a slow machine the first replication may not have ended when the signal comes: the test then waits longer.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { useBuiltCli } from '../support/built-cli.ts';
import { smallScenario } from '../support/small-scenario.ts';

/** A replication takes tens of milliseconds; all of them would take hours. */
const REPLICATIONS = 10_000;
const WAITS_MS = [1_500, 4_000, 12_000, 30_000];
/** Between the two copies of one Ctrl-C, from the terminal and from a wrapper. */
const ECHO_MS = 20;

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

describe('interrupt', () => {
  const cli = useBuiltCli();
  beforeAll(() => {
    const expectNoDrops = ['{ id: none, that: "dropped == 0" }'];
    cli.write('many.yaml', smallScenario({ name: 'many', replications: REPLICATIONS, expect: expectNoDrops }));
    const long = smallScenario({ name: 'long', replications: 1, duration: '30d', expect: expectNoDrops });
    cli.write('long.yaml', long.replace('interval: 5s', 'interval: 1h'));
  });

  async function interrupted(
    file: string,
    out: string,
    waitMs: number,
    signals: readonly NodeJS.Signals[],
  ): Promise<Ended> {
    const child = cli.start(['run', file, '--out', out, '--jobs', '2']);
    const text = { stdout: '', stderr: '' };
    child.stdout!.on('data', (chunk: Buffer) => (text.stdout += chunk.toString()));
    child.stderr!.on('data', (chunk: Buffer) => (text.stderr += chunk.toString()));
    const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, ...text })));
    await sleep(waitMs);
    for (const signal of signals) {
      child.kill(signal);
      await sleep(ECHO_MS);
    }
    return await ended;
  }

  /** Interrupts later and later, until the notices say what the test is about. */
  async function interruptedWith(
    notice: RegExp,
    file: string,
    out: string,
    ...signals: NodeJS.Signals[]
  ): Promise<Ended> {
    for (const waitMs of WAITS_MS) {
      const ended = await interrupted(file, out, waitMs, signals);
      if (notice.test(ended.stdout) || waitMs === WAITS_MS.at(-1)) return ended;
    }
    throw new Error('unreachable');
  }

  const SOME_FINISHED = /note interrupted: \d+ of 10000 replications of design waterfall finished/;
  const NONE_FINISHED = /note interrupted: no replication of design waterfall finished/;

  interface ManifestJson {
    readonly replications: number;
    readonly completedReplications: Readonly<Record<string, number>>;
  }

  function manifestOf(out: string): ManifestJson {
    return JSON.parse(readFileSync(join(cli.folder(), out, 'manifest.json'), 'utf8')) as ManifestJson;
  }

  /** Of an hour each: cut at 10,000 seconds or later. */
  const SOME_INTERVALS = /no replication of design waterfall finished; .* cut at \d+(?:\d,\d{3}|,\d{3},\d{3})/;

  function isComplete(out: string, name: string): boolean {
    return (JSON.parse(readFileSync(join(cli.folder(), out, name), 'utf8')) as { isComplete: boolean }).isComplete;
  }

  test.each(['SIGINT', 'SIGTERM'] as const)(
    '%s: finished replications are written and marked, exit 130',
    async (signal) => {
      const { code, stdout, stderr } = await interruptedWith(SOME_FINISHED, 'many.yaml', signal, signal);
      expect(stderr).toMatch(/Stopping: [\s\S]*Interrupted: .* incomplete/);
      expect(code).toBe(130);
      expect(stdout).toMatch(SOME_FINISHED);
      for (const name of ['manifest.json', 'result.json']) expect(isComplete(signal, name)).toBe(false);
      expect(readFileSync(join(cli.folder(), signal, 'report.html'), 'utf8')).toContain('interrupted');
      const { replications, completedReplications } = manifestOf(signal);
      expect(replications).toBe(REPLICATIONS);
      expect(Object.keys(completedReplications)).toEqual(['waterfall', 'spray']);
      expect(`${completedReplications.waterfall} of 10000`).toBe(
        /(\d+ of 10000) replications of design waterfall/.exec(stdout)![1],
      );
    },
  );

  test('one long run: the part that was simulated is written, and no expectation is held', async () => {
    const { code, stdout } = await interruptedWith(NONE_FINISHED, 'long.yaml', 'cut', 'SIGINT');
    expect(code).toBe(130);
    expect(stdout).toMatch(NONE_FINISHED);
    expect(stdout).toMatch(/^\? undecided +none \[waterfall\]/m);
    expect(stdout).not.toContain('✓');
    expect(manifestOf('cut').completedReplications).toEqual({ waterfall: 0, spray: 0 });
    expect(isComplete('cut', 'manifest.json')).toBe(false);
    expect(readFileSync(join(cli.folder(), 'cut/report.html'), 'utf8')).toContain('no replication of design waterfall');
  });

  test('one long run: intervals that it did not reach have no row, rather than one without capacity', async () => {
    await interruptedWith(SOME_INTERVALS, 'long.yaml', 'rows', 'SIGINT');
    const [head, ...rows] = readFileSync(join(cli.folder(), 'rows/timeseries.csv'), 'utf8').trim().split('\n');
    const at = head!.split(',').indexOf('capacity');
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.map((row) => Number(row.split(',')[at]))).not.toContain(0);
  });

  test('Ctrl-C that arrives twice at once, from the terminal and from a wrapper, is one', async () => {
    const { code } = await interruptedWith(SOME_FINISHED, 'many.yaml', 'twice', 'SIGINT', 'SIGINT');
    expect(code).toBe(130);
    expect(existsSync(join(cli.folder(), 'twice/manifest.json'))).toBe(true);
  });

  test('nothing half written is left beside the results', () => {
    expect(readdirSync(cli.folder()).sort()).toEqual([
      'SIGINT',
      'SIGTERM',
      'cut',
      'long.yaml',
      'many.yaml',
      'rows',
      'twice',
    ]);
  });
});

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
