/**
 * docs/CONFORMANCE.md from a run of vitest: each statement with the tests that bear its number, and whether they held.
 *
 * A test bears a number by having it in its title or in that of a suite around it; only files
 * under test/conformance/ count.
 */
import type { Statement } from '../conformance/statement.ts';
import type { VitestReport } from './vitest-outcome.ts';

export interface ConformanceSection {
  readonly title: string;
  readonly introduction: string;
  readonly statements: readonly Statement[];
}

interface BearingTest {
  readonly file: string;
  readonly title: string;
  readonly hasPassed: boolean;
}

const NUMBER = /\b(?:[GFE]\d{1,2}|(?:DOC|DER|ENVOY)(?:-[A-Z0-9]+)*-(?:[A-Z]+\b|\d+[a-z]?))\b/g;

export function conformanceDocument(sections: readonly ConformanceSection[], report: VitestReport): string {
  const tests = bearingTests(report);
  const parts = sections.map(({ title, introduction, statements }) => {
    const rows = statements.map(
      ({ id, text }) => `| ${id} | ${text} | ${testsCell(tests.get(id))} | ${state(tests.get(id))} |`,
    );
    const heldCount = statements.filter(({ id }) => state(tests.get(id)) === 'held').length;
    return [
      `## ${title}`,
      `${introduction} ${heldCount} of ${statements.length} held.`,
      ['| | Statement | Tests | State |', '|---|---|---|---|', ...rows].join('\n'),
    ].join('\n\n');
  });
  return `${['# Conformance', HEAD, ...parts].join('\n\n')}\n`;
}

const HEAD = [
  'Written by the test run (`npm run conformance`; `npm test` fails when it is out of date). A statement is *held* when every test that bears its',
  'number passes, *failed* when one does not, *open* when there is none.',
].join('\n');

/** Numbers of statements that tests bear but no section lists. */
export function unknownNumbers(sections: readonly ConformanceSection[], report: VitestReport): string[] {
  const known = new Set(sections.flatMap(({ statements }) => statements.map(({ id }) => id)));
  return [...bearingTests(report).keys()].filter((id) => !known.has(id)).sort();
}

function bearingTests(report: VitestReport): Map<string, BearingTest[]> {
  const byId = new Map<string, BearingTest[]>();
  const files = report.testResults
    .map(({ name, assertionResults }) => ({ file: name.replace(/^.*\/(?=test\/conformance\/)/, ''), assertionResults }))
    .filter(({ file }) => file.startsWith('test/conformance/'))
    .sort((a, b) => (a.file < b.file ? -1 : 1));
  for (const { file, assertionResults } of files) {
    for (const { title, fullName, status } of assertionResults) {
      for (const id of new Set(fullName.match(NUMBER) ?? [])) {
        const tests = byId.get(id) ?? [];
        tests.push({ file, title: title.replace(/\s+/g, ' '), hasPassed: status === 'passed' });
        byId.set(id, tests);
      }
    }
  }
  return byId;
}

function state(tests: readonly BearingTest[] | undefined): 'held' | 'failed' | 'open' {
  if (tests === undefined) return 'open';
  return tests.every(({ hasPassed }) => hasPassed) ? 'held' : 'failed';
}

/** Each file once, with the titles of its tests. */
function testsCell(tests: readonly BearingTest[] = []): string {
  const files = [...new Set(tests.map(({ file }) => file))];
  return files
    .map((file) => {
      const titles = tests.filter((test) => test.file === file).map(({ title }) => escapeCell(title));
      return `[${file.replace(/^test\/conformance\//, '')}](../${file}): ${titles.join('; ')}`;
    })
    .join('<br>');
}

function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|');
}
