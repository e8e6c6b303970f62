/**
 * Goal: the author's question is answered by simulation: every hole that the reference lists has
 * a scenario with a figure (F20).
 * Method: the page of the answer lists the holes by number; each row names shipped scenarios, and
 * each of those has expectations.
 */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const ROOT = new URL('../../../', import.meta.url);
const PAGE = readFileSync(new URL('docs/FORUM.md', ROOT), 'utf8');

/** Scenarios that a hole's row names, and the row. */
function rowOf(hole: string): { readonly row: string; readonly scenarios: readonly string[] } {
  const row = PAGE.split('\n').find((line) => line.startsWith(`| ${hole} |`)) ?? '';
  const names = row.split('|')[4]?.split(',') ?? [];
  return { row, scenarios: names.map((name) => name.trim()).filter((name) => name !== '') };
}

function fileOf(scenario: string): URL | undefined {
  const candidates = [`scenarios/forum/${scenario}.yaml`, `scenarios/${scenario}.yaml`];
  return candidates.map((path) => new URL(path, ROOT)).find((file) => existsSync(file));
}

describe('the forum design', () => {
  it.each(Array.from({ length: 18 }, (_, number) => `H${number + 1}`))(
    'F20: hole %s has a scenario, and a figure',
    (hole) => {
      const { row, scenarios } = rowOf(hole);
      expect(scenarios.length).toBeGreaterThan(0);
      for (const scenario of scenarios) {
        const file = fileOf(scenario);
        expect([scenario, file !== undefined]).toEqual([scenario, true]);
        expect(readFileSync(file!, 'utf8')).toContain('\nexpect:\n');
      }
      expect(row.split('|')[3]).toMatch(/\d/);
    },
  );
});
