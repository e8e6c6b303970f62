/**
 * Makes engines runnable: bundles TypeScript as the command line is bundled, compiles C++ with g++.
 */
import { execFile, execFileSync } from 'node:child_process';
import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { SEEDED_ONLY } from '../../cli/build/seeded-only.ts';
import { simForV8 } from '../../cli/build/sim-for-v8.ts';

const BENCH = fileURLToPath(new URL('..', import.meta.url));

/** CommonJS libraries inside an ES module still call `require` for Node's built-ins. */
const REQUIRE_BANNER =
  "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);";

/** Bundles `bench/<entry>` into `directory`, all but the packages named `external`; returns the bundle's path. */
export async function bundle(entry: string, directory: string, external: readonly string[] = []): Promise<string> {
  const outfile = resolve(directory, `${basename(entry, '.ts')}.mjs`);
  await build({
    entryPoints: [resolve(BENCH, entry)],
    outfile,
    bundle: true,
    external: [...external],
    minifySyntax: true,
    plugins: [simForV8(), SEEDED_ONLY],
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    banner: { js: REQUIRE_BANNER },
    logLevel: 'warning',
  });
  return outfile;
}

/** Compiles `bench/peers/<source>` into `directory`; returns the program's path. Throws when g++ fails. */
export async function compileCpp(source: string, directory: string, libraries: readonly string[]): Promise<string> {
  const program = resolve(directory, basename(source, '.cpp'));
  const libraryFlags = libraries.map((library) => `-l${library}`);
  const args = ['-O3', '-march=native', '-std=c++17', '-o', program, resolve(BENCH, 'peers', source), ...libraryFlags];
  await promisify(execFile)('g++', args);
  return program;
}

/** What a command prints, its first line; null when it is not there or fails. */
export function firstLineOf(file: string, args: readonly string[]): string | null {
  try {
    return execFileSync(file, [...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).split('\n')[0]!;
  } catch {
    return null;
  }
}
