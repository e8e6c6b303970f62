/**
 * The command that gives the same result files again, to be pasted into a shell.
 *
 * Names the seed always, and what the user changed; not `--jobs` or `--out`, which change no byte. With `npx` it works
 * in a clone after a build and in a project that depends on Spillway.
 */

export interface ScenarioChanges {
  readonly seed?: string | undefined;
  readonly replications?: number | undefined;
  readonly designs?: string | undefined;
  readonly set: readonly string[];
}

/** @param seed the one that was used, the user's or the scenario's */
export function reproduceCommand(file: string, seed: string, { replications, designs, set }: ScenarioChanges): string {
  const words = ['npx', 'spillway', 'run', file, '--seed', seed];
  if (replications !== undefined) words.push('--replications', String(replications));
  if (designs !== undefined) words.push('--designs', designs);
  for (const change of set) words.push('--set', change);
  return words.map(quoted).join(' ');
}

/** Single quotes where a POSIX shell would read more than the letters. */
export function quoted(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
