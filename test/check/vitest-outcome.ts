/**
 * Counts a vitest run from its JSON report, so that nothing passes by not running.
 *
 * A file that could not be loaded, an error outside any test, a skipped or unfinished test and an
 * empty run each count as failed.
 */

/** The part of vitest's JSON report (the format of jest's) that is read here. */
export interface VitestReport {
  readonly success: boolean;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly title: string;
      readonly status: string;
    }[];
  }[];
}

export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  /** What a reader of vitest's own output would not see as a failure. */
  readonly notes: readonly string[];
}

export function vitestOutcome(report: VitestReport | null, exitCode: number): Outcome {
  if (report === null) return { passed: 0, failed: 1, notes: ['vitest wrote no report'] };
  let passed = 0;
  let failed = 0;
  const notes: string[] = [];
  for (const file of report.testResults) {
    const before = failed;
    for (const test of file.assertionResults) {
      if (test.status === 'passed') passed++;
      else failed++;
      if (test.status !== 'passed' && test.status !== 'failed')
        notes.push(`${test.status}, counted as failed: ${test.fullName}`);
    }
    if (file.status !== 'passed' && failed === before) {
      failed++;
      notes.push(`${file.name}: ${file.message ?? 'the file failed outside its tests'}`);
    } else if (file.assertionResults.length === 0) {
      failed++;
      notes.push(`${file.name}: holds no test`);
    }
  }
  if (passed + failed === 0) return { passed, failed: 1, notes: ['vitest ran no test'] };
  if (failed === 0 && (exitCode !== 0 || !report.success)) {
    failed++;
    notes.push('vitest failed outside any test: see its output above');
  }
  return { passed, failed, notes };
}
