/**
 * A profile of each measured design's connections once everything is compiled. In processes of their own, because
 * profiling slows what it watches.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { LineEngine } from '../engines/line-engine.ts';
import { V8_FLAGS } from '../engines/v8-flags.ts';
import { profileParts } from '../measure/profile-parts.ts';
import type { DesignProfile } from '../report/result.ts';
import { MEASURED_SCENARIOS } from './measured-scenarios.ts';

const RUNS = 6;

/**
 * @param program the bundle of `connection-engine.ts`
 * @param directory for the profiles, empty
 */
export async function runProfiles(
  program: string,
  directory: string,
  progress: (what: string) => void,
): Promise<DesignProfile[]> {
  const profiles: DesignProfile[] = [];
  for (const { name, args, designCount } of MEASURED_SCENARIOS) {
    for (let design = 0; design < designCount; design++) {
      progress(`profile of ${name}, design ${design + 1} of ${designCount}`);
      const profileDirectory = join(directory, `${name}-${design}`);
      mkdirSync(profileDirectory);
      profiles.push(await profileOf(name, design, args, program, profileDirectory));
    }
  }
  return profiles;
}

async function profileOf(
  scenario: string,
  designIndex: number,
  scenarioArgs: readonly string[],
  program: string,
  directory: string,
): Promise<DesignProfile> {
  const profiler = ['--cpu-prof', `--cpu-prof-dir=${directory}`];
  const args = [...V8_FLAGS, ...profiler, program, ...scenarioArgs];
  const engine = new LineEngine(`${scenario}, profiled`, { file: process.execPath, args });
  let design = '';
  for (let run = 0; run < RUNS; run++) {
    design = ((await engine.ask(`${designIndex} ${run}`)) as { readonly design: string }).design;
  }
  await engine.ended();
  return { scenario, design, parts: profileParts(directory, program) };
}
