/**
 * The summary of a step in a GitHub workflow: Markdown appended to the file that the runner names.
 *
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#adding-a-job-summary
 */
import { appendFileSync } from 'node:fs';
import { fileFault } from '../file-fault.ts';
import type { Io } from '../io.ts';

/** "1MiB" for each step; a longer one is refused whole. */
const BYTES_MAX = 1 << 20;

/** Nothing happens outside of a workflow. A summary that cannot be written is said on stderr: it decides nothing. */
export function writeStepSummary(markdown: string, { environment, err }: Io): void {
  const file = environment.GITHUB_STEP_SUMMARY;
  if (file === undefined || file === '') return;
  try {
    appendFileSync(file, cutToFit(markdown));
  } catch (error) {
    err(`note the step summary cannot be written to ${file}: ${fileFault(error)}\n`);
  }
}

/** Whole lines only. */
function cutToFit(markdown: string): string {
  if (Buffer.byteLength(markdown) <= BYTES_MAX) return markdown;
  const note = '\nThe rest is left out: a step summary holds 1 MiB.\n';
  const cut = Buffer.from(markdown).subarray(0, BYTES_MAX - Buffer.byteLength(note));
  return cut.subarray(0, cut.lastIndexOf('\n') + 1).toString('utf8') + note;
}
