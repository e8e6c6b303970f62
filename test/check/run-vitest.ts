/**
 * Runs vitest in a process of its own and reads its JSON report.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandPath, readFileOrNull } from './tool.ts';
import type { VitestReport } from './vitest-outcome.ts';

export interface VitestRun {
  /** `null` when vitest wrote none. */
  readonly report: VitestReport | null;
  readonly exitCode: number;
}

/** @param paths test files or folders; none is all */
export function runVitest(root: string, paths: readonly string[] = []): VitestRun {
  const scratch = mkdtempSync(join(tmpdir(), 'spillway-check-'));
  const reportPath = join(scratch, 'vitest.json');
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${reportPath}`, ...paths];
  const { status } = spawnSync(process.execPath, [commandPath('vitest', 'vitest'), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  const text = readFileOrNull(reportPath);
  rmSync(scratch, { recursive: true });
  return { report: text === null ? null : (JSON.parse(text) as VitestReport), exitCode: status ?? 1 };
}
