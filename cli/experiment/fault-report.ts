/**
 * What is printed when a run hits a bug in Spillway: everything that is needed to see it again.
 */
import { formatClock } from '../../viz/format.ts';
import type { Colours } from '../io.ts';
import type { RunFault } from '../pool/simulation-pool.ts';
import { TOOL_VERSION } from '../version.ts';

export interface FaultContext {
  readonly designId: string;
  readonly seed: string;
  readonly command: string;
}

export function faultReport(
  { run, fault }: RunFault,
  { designId, seed, command }: FaultContext,
  colours: Colours,
): string {
  const place = `design ${designId}, replication ${run.replication}, seed ${seed}`;
  const progress = `after event ${fault.eventCount}, ${formatClock(fault.simulatedUs / 1_000)} into the run`;
  return [
    `${colours.red('This is a bug in Spillway')} ${TOOL_VERSION}: ${fault.message}`,
    `  in ${place}, ${progress}`,
    `  reproduce: ${command} --jobs 1`,
    fault.stack,
    '',
  ].join('\n');
}
