/**
 * Goal: `spillway run` and `spillway check` begin to simulate before the code that draws the report is loaded.
 * Method: the sources named in the shipped files that a command needs at once: its own and those that
 * they import, import by import.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { useBuiltCli } from '../../support/built-cli.ts';

const IMPORTED = /^(?:import|export) ?[^;]*?"(\.[^"]+)";$/gm;
const SOURCE = /^ *\/\/ (\S+\.[jt]s)$/gm;

describe('the files of the commands that simulate', () => {
  const cli = useBuiltCli();
  const chunks = (): string => join(dirname(cli.program()), 'chunks');

  function sourcesAtOnce(file: string, seen = new Set<string>()): string[] {
    if (seen.has(file)) return [];
    seen.add(file);
    const text = readFileSync(file, 'utf8');
    const imported = [...text.matchAll(IMPORTED)].map(([, path]) => join(dirname(file), path!));
    return [
      ...[...text.matchAll(SOURCE)].map(([, source]) => source!),
      ...imported.flatMap((path) => sourcesAtOnce(path, seen)),
    ];
  }

  test('leave the report to a chunk that loads later', () => {
    const names = readdirSync(chunks());
    // A name, a hash: check-policy is another command.
    const chunkOf = (command: string): string =>
      join(chunks(), names.find((name) => name.slice(0, name.lastIndexOf('-')) === command)!);
    const drawing = /viz\/render-report|node_modules\/(?:linkedom|d3-geo)\//;
    for (const command of ['run', 'check']) {
      const sources = sourcesAtOnce(chunkOf(command));
      expect(sources).toContain('sim/scenario/load-scenario.ts');
      expect(sources).toContain('cli/pool/simulation-pool.ts');
      expect(sources.filter((source) => drawing.test(source))).toEqual([]);
    }
    expect(sourcesAtOnce(chunkOf('finish-experiment')).filter((source) => drawing.test(source))).toContain(
      'viz/render-report.ts',
    );
  });
});
