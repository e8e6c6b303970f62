/**
 * The shipped command line in a child process: built from the sources once for a test file, run in a folder of its own.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll } from 'vitest';
import { bundle } from '../../cli/build/bundle.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const COLOUR_UNSET = { FORCE_COLOR: undefined, NO_COLOR: undefined };

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface BuiltCli {
  /** Where commands run; empty at first. */
  readonly folder: () => string;
  readonly write: (path: string, text: string) => void;
  /** Colour is left to the streams: Node warns on stderr where the environment both forces and forbids it. */
  readonly run: (args: readonly string[], env?: Readonly<Record<string, string>>, stdin?: string) => CliResult;
  /** For tests that send signals. */
  readonly start: (args: readonly string[]) => ChildProcess;
  readonly program: () => string;
}

/** Call at the top of a `describe`: it builds before the first test and cleans up after the last. */
export function useBuiltCli(): BuiltCli {
  let folder = '';
  let built = '';
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'spillway-cli-'));
    // Below node_modules, so that the bundle finds the one package that it does not contain.
    const parent = join(ROOT, 'node_modules', '.spillway-test');
    mkdirSync(parent, { recursive: true });
    built = mkdtempSync(join(parent, 'cli-'));
    await bundle(built);
  });
  afterAll(() => {
    for (const directory of [folder, built]) rmSync(directory, { recursive: true, force: true });
  });
  const program = (): string => join(built, 'spillway.mjs');
  return {
    folder: () => folder,
    write: (path, text) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    },
    run: (args, env = {}, stdin = '') => {
      const options = {
        cwd: folder,
        encoding: 'utf8',
        env: { ...process.env, ...COLOUR_UNSET, ...env },
        maxBuffer: 1 << 27,
        input: stdin,
      } as const;
      const { status, stdout, stderr } = spawnSync(process.execPath, [program(), ...args], options);
      return { code: status, stdout, stderr };
    },
    start: (args) => spawn(process.execPath, [program(), ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] }),
    program,
  };
}
