/**
 * Where the time of a connection goes: V8's CPU profile of a bundle, summed by the source
 * files that esbuild names in it.
 *
 * Sampled, and functions that V8 compiled into their callers partly count there: good for finding the large
 * parts, not for small differences.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

export interface ProfilePart {
  /** Source file, or what V8 does besides. */
  readonly part: string;
  readonly share: number;
}

/**
 * A handler with code of its own (`sim/kernel/own-code.ts`), into which V8 has compiled what it calls; in
 * each run it has another number.
 */
const OWN_CODE = /^handler\/[^/]+/;

interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** Reads the one profile in `directory`; `bundle` is the program it was taken of. */
export function profileParts(directory: string, bundle: string): ProfilePart[] {
  const file = readdirSync(directory).find((name) => name.endsWith('.cpuprofile'));
  if (file === undefined) throw new Error('the profiled process left no profile');
  const profile = JSON.parse(readFileSync(resolve(directory, file), 'utf8')) as CpuProfile;
  const moduleOfLine = modulesByLine(readFileSync(bundle, 'utf8'));
  const partOf = new Map(
    profile.nodes.map(({ id, callFrame }) => {
      const isOurs = callFrame.url.endsWith(bundle);
      const elsewhere = OWN_CODE.exec(callFrame.url)?.[0] ?? (callFrame.functionName || 'V8');
      return [id, isOurs ? moduleOfLine[callFrame.lineNumber]! : elsewhere] as const;
    }),
  );
  const time = new Map<string, number>();
  profile.samples.forEach((id, index) => {
    const part = partOf.get(id)!;
    if (part !== '(idle)' && part !== '(program)') time.set(part, (time.get(part) ?? 0) + profile.timeDeltas[index]!);
  });
  const total = [...time.values()].reduce((sum, value) => sum + value, 0);
  return [...time].map(([part, value]) => ({ part, share: value / total })).sort((a, b) => b.share - a.share);
}

/** esbuild writes the path of each module in a comment above it. */
function modulesByLine(text: string): string[] {
  let module = 'bundle';
  return text.split('\n').map((line) => {
    const path = /^\/\/ (\S+\.[cm]?[jt]s)$/.exec(line)?.[1];
    if (path !== undefined) module = path.replace(/^(\.\.\/)+/, '');
    return module;
  });
}
