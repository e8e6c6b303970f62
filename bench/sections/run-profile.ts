/**
 * A profile of connections once everything is compiled. In a process of its own, because profiling slows what it watches.
 */
import { LineEngine } from '../engines/line-engine.ts';
import { V8_FLAGS } from '../engines/v8-flags.ts';
import { type ProfilePart, profileParts } from '../measure/profile-parts.ts';
import { PROXY_SCENARIO } from './measured-scenarios.ts';

const RUNS = 6;

/** @param program the bundle of `connection-engine.ts`; @param profileDirectory an empty directory */
export async function runProfile(program: string, profileDirectory: string): Promise<ProfilePart[]> {
  const profiler = ['--cpu-prof', `--cpu-prof-dir=${profileDirectory}`];
  const args = [...V8_FLAGS, ...profiler, program, ...PROXY_SCENARIO.args];
  const engine = new LineEngine(`${PROXY_SCENARIO.name}, profiled`, { file: process.execPath, args });
  for (let run = 0; run < RUNS; run++) await engine.ask(`0 ${run}`);
  await engine.ended();
  return profileParts(profileDirectory, program);
}
