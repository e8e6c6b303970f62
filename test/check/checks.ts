/**
 * The project's checks in the order they run: the cheap and telling ones first.
 *
 * A check prints what is wrong and says how many tests passed and failed; each one other than vitest counts as one test.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { houseRuleProblems } from './house-rules.ts';
import { readProjectFiles } from './project-files.ts';
import { simPurityProblems } from './sim-purity.ts';
import { type Outcome, type VitestReport, vitestOutcome } from './vitest-outcome.ts';

export interface Check {
  readonly name: string;
  readonly run: (root: string) => Outcome;
}

const SOURCE_FOLDERS = ['sim', 'viz', 'cli', 'scenarios', 'test', 'bench'];

export const CHECKS: readonly Check[] = [
  { name: 'types', run: (root) => tool(root, 'typescript', 'tsc', ['-p', 'tsconfig.json', '--noEmit']) },
  // Without ambient types: what is not in the language is not in the core.
  { name: 'types-sim', run: (root) => tool(root, 'typescript', 'tsc', ['-p', 'sim/tsconfig.json', '--noEmit']) },
  { name: 'lint', run: (root) => tool(root, '@biomejs/biome', 'biome', ['check', '--error-on-warnings', '.']) },
  {
    name: 'imports',
    run: (root) =>
      tool(root, 'dependency-cruiser', 'depcruise', ['--config', '.dependency-cruiser.cjs', ...SOURCE_FOLDERS]),
  },
  { name: 'house', run: (root) => listed(houseRuleProblems(readProjectFiles(root))) },
  { name: 'purity', run: (root) => listed(simPurityProblems(readProjectFiles(root))) },
  { name: 'vitest', run: runVitest },
];

/** Runs a development dependency's command without a shell or npx, so that it starts fast and works on any platform. */
function tool(root: string, packageName: string, command: string, args: readonly string[]): Outcome {
  const result = spawnSync(process.execPath, [commandPath(packageName, command), ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  if (result.status === 0) return { passed: 1, failed: 0, notes: [] };
  process.stdout.write(result.stdout + result.stderr);
  return { passed: 0, failed: 1, notes: result.error === undefined ? [] : [String(result.error)] };
}

function commandPath(packageName: string, command: string): string {
  const manifestPath = join(packageRoot(packageName), 'package.json');
  const manifest = JSON.parse(readFileSync(manifestPath, 'utf8')) as { bin: string | Record<string, string> };
  const file = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin[command]!;
  return join(dirname(manifestPath), file);
}

/** By searching node_modules, because a package need not export its package.json. */
function packageRoot(packageName: string): string {
  for (const directory of createRequire(import.meta.url).resolve.paths(packageName) ?? []) {
    const candidate = join(directory, packageName);
    if (readFileOrNull(join(candidate, 'package.json')) !== null) return candidate;
  }
  throw new Error(`${packageName} is not installed: run npm ci`);
}

function listed(problems: readonly string[]): Outcome {
  return problems.length === 0 ? { passed: 1, failed: 0, notes: [] } : { passed: 0, failed: 1, notes: problems };
}

function runVitest(root: string): Outcome {
  const scratch = mkdtempSync(join(tmpdir(), 'spillway-check-'));
  const reportPath = join(scratch, 'vitest.json');
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${reportPath}`];
  const result = spawnSync(process.execPath, [commandPath('vitest', 'vitest'), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  const text = readFileOrNull(reportPath);
  rmSync(scratch, { recursive: true });
  return vitestOutcome(text === null ? null : (JSON.parse(text) as VitestReport), result.status ?? 1);
}

function readFileOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
