/**
 * The project's checks in the order they run: the cheap and telling ones first.
 *
 * A check prints what is wrong and says how many tests passed and failed; each one other
 * than vitest counts as one test.
 */
import { spawnSync } from 'node:child_process';
import { conformanceProblems } from './conformance.ts';
import { houseRuleProblems } from './house-rules.ts';
import { readProjectFiles } from './project-files.ts';
import { runVitest } from './run-vitest.ts';
import { simPurityProblems } from './sim-purity.ts';
import { commandPath } from './tool.ts';
import { type Outcome, vitestOutcome } from './vitest-outcome.ts';

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
  { name: 'vitest', run: vitestCheck },
  { name: 'baselines', run: baselineCheck },
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

function listed(problems: readonly string[]): Outcome {
  return problems.length === 0 ? { passed: 1, failed: 0, notes: [] } : { passed: 0, failed: 1, notes: problems };
}

/** The shipped scenarios against their committed baselines, in the quick form. */
function baselineCheck(root: string): Outcome {
  const bundle = spawnSync(process.execPath, ['--import', 'tsx', 'cli/build/bundle.ts'], {
    cwd: root,
    encoding: 'utf8',
  });
  if (bundle.status !== 0) return { passed: 0, failed: 1, notes: [bundle.stderr] };
  const args = ['dist/spillway.mjs', 'check', 'scenarios/**/*.yaml', '--quick', '--quiet'];
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, notes: [] };
}

function vitestCheck(root: string): Outcome {
  const { report, exitCode } = runVitest(root);
  const outcome = vitestOutcome(report, exitCode);
  const problems = report === null ? [] : conformanceProblems(root, report);
  return { ...outcome, failed: outcome.failed + problems.length, notes: [...outcome.notes, ...problems] };
}
