/**
 * Builds dist/: the command line, its worker, the report's page and the data they read. `tsx
 * cli/build/bundle.ts [directory]`
 *
 * Everything but piscina (which loads a worker file of its own) and esbuild (a program of its own) is
 * bundled: the command line in chunks that load when a command needs them, so that `--help` is quick; the
 * worker as one file, so that a run begins soon. The directory is built aside and put in place whole: an
 * interrupted build leaves the last one.
 */
import { cpSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { buildReportAssets } from '../../viz/assets.ts';
import { SEEDED_ONLY } from './seeded-only.ts';
import { simForV8 } from './sim-for-v8.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** CommonJS libraries inside an ES module still call `require` for Node's built-ins. */
const REQUIRE_BANNER =
  "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);";

export async function bundle(directory: string): Promise<void> {
  const aside = `${directory}.${process.pid}`;
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(aside, { recursive: true });
  try {
    await bundlePrograms(aside);
    await writeReportAssets(aside);
    copyScenarios(aside);
    rmSync(directory, { recursive: true, force: true });
    renameSync(aside, directory);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

async function bundlePrograms(directory: string): Promise<void> {
  const program = { entryPoints: { spillway: 'cli/build/bundled-main.ts' }, splitting: true };
  const worker = { entryPoints: { worker: 'cli/pool/worker.ts' } };
  const shared = common(directory, simForV8());
  await Promise.all([program, worker].map((options) => build({ ...shared, ...options })));
}

function common(directory: string, sim: Plugin): BuildOptions {
  return {
    absWorkingDir: ROOT,
    outdir: directory,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    // Writes constants into the code that uses them, with the plugin's help.
    minifySyntax: true,
    plugins: [sim, SEEDED_ONLY],
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    // linkedom asks for canvas and does without it.
    external: ['piscina', 'esbuild', 'canvas'],
    banner: { js: REQUIRE_BANNER },
    legalComments: 'none',
    logLevel: 'warning',
  };
}

async function writeReportAssets(directory: string): Promise<void> {
  const { script, style, land } = await buildReportAssets();
  writeFileSync(resolve(directory, 'report-page.js'), script);
  writeFileSync(resolve(directory, 'report-page.css'), style);
  writeFileSync(resolve(directory, 'land-110m.json'), JSON.stringify(land));
}

function copyScenarios(directory: string): void {
  const isShipped = (path: string): boolean => !/worlds.(build|sources)|build-schema\.ts$|\.md$/.test(path);
  cpSync(resolve(ROOT, 'scenarios'), resolve(directory, 'scenarios'), { recursive: true, filter: isShipped });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundle(resolve(process.argv[2] ?? resolve(ROOT, 'dist')));
