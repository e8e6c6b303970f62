/**
 * Goal: the conformance table cannot say "held" of a statement that no passing test bears.
 * Method: reports as vitest writes them, reduced to what is read, over two made-up statements.
 */
import { describe, expect, test } from 'vitest';
import { type ConformanceSection, conformanceDocument, unknownNumbers } from './conformance-document.ts';
import type { VitestReport } from './vitest-outcome.ts';

const SECTIONS: readonly ConformanceSection[] = [
  {
    title: 'Things',
    introduction: 'All.',
    statements: [
      { id: 'G1', text: 'first' },
      { id: 'DER-12', text: 'second' },
    ],
  },
];

function report(
  tests: readonly (readonly [title: string, status: string])[],
  file = 'conformance/x.test.ts',
): VitestReport {
  return {
    success: true,
    testResults: [
      {
        name: `/anywhere/test/${file}`,
        status: 'passed',
        assertionResults: tests.map(([title, status]) => ({ fullName: `suite ${title}`, title, status })),
      },
    ],
  };
}

function row(given: VitestReport, id: string): string {
  return conformanceDocument(SECTIONS, given)
    .split('\n')
    .find((line) => line.startsWith(`| ${id} |`))!;
}

describe('the conformance document', () => {
  test('a statement is held by the passing tests that bear its number', () => {
    const given = report([
      ['G1: one', 'passed'],
      ['G1, DER-12: both | of them', 'passed'],
    ]);
    expect(row(given, 'G1')).toBe(
      '| G1 | first | [x.test.ts](../test/conformance/x.test.ts): G1: one; G1, DER-12: both \\| of them | held |',
    );
    expect(row(given, 'DER-12')).toMatch(/\| held \|$/);
    expect(conformanceDocument(SECTIONS, given)).toContain('2 of 2 held');
  });

  test.each([
    [
      'one of its tests fails',
      report([
        ['G1: one', 'passed'],
        ['G1: two', 'failed'],
      ]),
      'failed',
    ],
    ['one of its tests is skipped', report([['G1: one', 'skipped']]), 'failed'],
    ['no test bears it', report([['G12: another', 'passed']]), 'open'],
    ['only a test elsewhere bears it', report([['G1: one', 'passed']], 'sim/x.test.ts'), 'open'],
  ])('it is not held when %s', (_, given, state) => {
    expect(row(given, 'G1').endsWith(`| ${state} |`)).toBe(true);
  });

  test('a number in the title of the suite counts for each test in it', () => {
    const given = report([['one', 'passed']]);
    const [file] = given.testResults;
    const suite = { ...file!, assertionResults: [{ fullName: 'G1: a suite one', title: 'one', status: 'passed' }] };
    expect(row({ ...given, testResults: [suite] }, 'G1')).toMatch(/test\.ts\): one \| held \|$/);
  });

  test('numbers that are no statement are named', () => {
    const given = report([
      ['G1: one', 'passed'],
      ['G77: none', 'passed'],
      ['ENVOY-PRIO-2b and DOC-CAP-1', 'passed'],
    ]);
    expect(unknownNumbers(SECTIONS, given)).toEqual(['DOC-CAP-1', 'ENVOY-PRIO-2b', 'G77']);
  });
});
