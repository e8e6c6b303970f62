/**
 * Goal: a bug in a run ends in exit code 4 and in everything that is needed to see it again; no result is written.
 * Method: the command inside the test with stand-in workers: one that reports a fault, one that dies.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runCommand } from '../../cli/commands/run.ts';
import { BUG } from '../../cli/exit-codes.ts';
import { runProgram } from '../../cli/program.ts';
import { captureIo } from '../support/captured-io.ts';
import { smallScenario } from '../support/small-scenario.ts';
import { sourceInstallation } from '../support/source-installation.ts';

describe('a bug in Spillway', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'spillway-fault-'));
    writeFileSync(join(folder, 'small.yaml'), smallScenario({ replications: 3 }));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function workerFile(name: string): URL {
    return new URL(`workers/${name}`, import.meta.url);
  }

  test('in a run: message, design, replication, seed, event number, and the command that reproduces it', async () => {
    const io = captureIo(folder);
    const installation = sourceInstallation(workerFile('faulty-worker.mjs'));
    const code = await runCommand(['small.yaml'], { format: 'text', set: ['time.interval=10s'] }, io, installation);
    expect(code).toBe(BUG);
    expect(io.stdout()).toBe('');
    expect(io.stderr()).toContain('This is a bug in Spillway');
    expect(io.stderr()).toContain('the ledger does not balance');
    expect(io.stderr()).toContain('in design spray, replication 1, seed 42, after event 4711, 1:01 into the run');
    expect(io.stderr()).toContain('reproduce: npx spillway run small.yaml --seed 42 --set time.interval=10s --jobs 1');
    expect(io.stderr()).toContain('at settle (ledger.ts:12:3)');
    expect(existsSync(join(folder, 'results'))).toBe(false);
  });

  test('a worker that dies says which run it was in', async () => {
    const io = captureIo(folder);
    const installation = sourceInstallation(workerFile('dying-worker.mjs'));
    const code = await runCommand(['small.yaml'], { format: 'text', jobs: 1 }, io, installation);
    expect(code).toBe(BUG);
    expect(io.stderr()).toContain('in design waterfall, replication 0, seed 42');
  });

  test('outside a run: the arguments and the stack', async () => {
    const io = captureIo(folder);
    const installation = { ...sourceInstallation(), worlds: () => JSON.parse('{') };
    expect(await runProgram(['validate', 'small.yaml'], io, installation)).toBe(BUG);
    expect(io.stderr()).toMatch(/This is a bug in Spillway.*arguments: validate small\.yaml\n.*SyntaxError[\s\S]* at /);
  });
});
