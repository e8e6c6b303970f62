/**
 * Goal: a command of the benchmark that is ended by a signal leaves neither directories nor
 * processes behind, and is silent.
 * Method: a program with a directory and an engine that never answers gets the signal; then both must be gone.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';

const url = (path: string): string => JSON.stringify(pathToFileURL(resolve(path)).href);

const PROGRAM = `
import { exitOnSignals, withTemporaryDirectory } from ${url('bench/command/temporary.ts')};
import { LineEngine } from ${url('bench/engines/line-engine.ts')};
import { tmpdir } from 'node:os';
import { join } from 'node:path';
exitOnSignals();
withTemporaryDirectory(join(tmpdir(), 'spillway-signal-'), async (directory) => {
  const busy = "console.log(process.pid); for (;;) require('fs').writeFileSync(process.argv[1] + '/written', 'x');";
  const engine = new LineEngine('busy', { file: process.execPath, args: ['-e', busy, directory] });
  console.log(JSON.stringify({ directory, engine: await engine.ask('') }));
  await engine.ask('');
});`;

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s: the directory is removed and the engine ended', async (signal, code) => {
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', PROGRAM]);
  const errors: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  const exit = once(child, 'exit');
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const { directory, engine } = JSON.parse(line.toString()) as { directory: string; engine: number };
  expect(existsSync(directory)).toBe(true);
  child.kill(signal);
  expect((await exit)[0]).toBe(code);
  expect(Buffer.concat(errors).toString()).toBe('');
  expect(existsSync(directory)).toBe(false);
  await expect.poll(() => isRunning(engine), { timeout: 10_000 }).toBe(false);
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
