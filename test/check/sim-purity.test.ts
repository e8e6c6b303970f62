/**
 * Goal: nothing ambient can enter `sim/` by syntax that the linter lets through.
 * Method: one planted line a case; the same line outside `sim/` is nobody's business.
 */
import { describe, expect, test } from 'vitest';
import { simPurityProblems } from './sim-purity.ts';

const FAULTS: readonly [text: string, message: RegExp][] = [
  ['export async function f() {}', /1:8: the core is synchronous/],
  ['const f = () => Math.random();', /Math\.random is ambient chance/],
  ["const f = (a: string) => a.localeCompare('b');", /localeCompare: order varies/],
  ['const f = (a: number) => a.toLocaleString();', /toLocaleString: text varies/],
  ['const f = (a: number[]) => a.sort();', /sort\(\) without a comparator/],
  ['const f = (a: number[]) => a.toSorted();', /toSorted\(\) without a comparator/],
  ['function f(o: object) { for (const k in o) g(k); }', /for-in depends on key order/],
  ["const f = () => import('node:fs');", /no dynamic import/],
  ['let count = 0;', /no mutable state in a module/],
];

describe('sim purity', () => {
  test.each(FAULTS)('catches %s', (text, message) => {
    const problems = simPurityProblems([{ path: 'sim/world/x.ts', text }]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(message);
    expect(simPurityProblems([{ path: 'cli/x.ts', text }])).toEqual([]);
  });

  test('lets the same words pass where they are harmless', () => {
    const text = [
      '// async, Math.random and localeCompare in a comment',
      "const words = 'Math.random';",
      'const sorted = (a: number[]) => a.sort((x, y) => x - y);',
      'declare const brand: unique symbol;',
      'function f() { let count = 0; return ++count; }',
    ].join('\n');
    expect(simPurityProblems([{ path: 'sim/world/x.ts', text }])).toEqual([]);
  });
});
