/**
 * Goal: a worker is ready soon: its program is one file that loads nothing it does not need.
 * Method: the shipped file's imports and the sources that it names.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { useBuiltCli } from '../../support/built-cli.ts';

/** Of the file's modules, at the start of a line, and of CommonJS packages inside it. */
const IMPORTED = /^(?:import|export) [^;]*?from "([^"]+)";$|__require\("([^"]+)"\)/gm;

describe('the file of a worker', () => {
  const cli = useBuiltCli();
  const text = (): string => readFileSync(join(dirname(cli.program()), 'worker.mjs'), 'utf8');

  test('imports nothing but a few modules of Node', () => {
    const imported = new Set([...text().matchAll(IMPORTED)].map(([, module, required]) => module ?? required));
    expect([...imported].sort()).toEqual(['node:module', 'node:util', 'node:vm', 'node:worker_threads']);
  });

  test('holds the simulator, but not what reads scenarios', () => {
    const sources = new Set([...text().matchAll(/^ *\/\/ (\S+\.[jt]s)$/gm)].map(([, source]) => source!));
    expect(sources).toContain('sim/simulate.ts');
    const others = [...sources].filter((source) =>
      /zod|node_modules\/yaml|commander|^viz\/|scenario\/schema/.test(source),
    );
    expect(others).toEqual([]);
  });
});
