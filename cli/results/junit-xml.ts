/**
 * Verdicts as a JUnit report: one suite for each scenario, one case for each expectation and design.
 *
 * A failed expectation of severity `error` is a failure. JUnit has no warnings and no "cannot tell", so a failed one of severity `warn`
 * and an undecided one are skipped cases whose message says which. Times are left out: they would differ from run to run.
 */
import type { ExperimentResult, Verdict } from '../../sim/metrics/experiment-result.ts';

export function junitXml(results: readonly ExperimentResult[]): string {
  const verdicts = results.flatMap((result) => result.verdicts);
  const suites = results.map((result) => suite(result.scenario.name, result.verdicts));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${counts(verdicts)}>\n${suites.join('')}</testsuites>\n`;
}

function suite(name: string, verdicts: readonly Verdict[]): string {
  const cases = verdicts.map((verdict) => testCase(name, verdict));
  return `  <testsuite name="${escapeXml(name)}" ${counts(verdicts)}>\n${cases.join('')}  </testsuite>\n`;
}

function testCase(scenario: string, verdict: Verdict): string {
  const name = escapeXml(`${verdict.id}: ${verdict.that}`);
  const className = escapeXml(`${scenario}.${verdict.designId}`);
  return `    <testcase name="${name}" classname="${className}">\n      ${resultElement(verdict)}\n    </testcase>\n`;
}

function resultElement(verdict: Verdict): string {
  const sentence = escapeXml(verdict.sentence);
  if (verdict.state === 'held') return `<system-out>${sentence}</system-out>`;
  if (isFailure(verdict))
    return `<failure message="${sentence}" type="expectation">${escapeXml(verdict.that)}</failure>`;
  return `<skipped message="${verdict.state === 'failed' ? 'warning' : 'undecided'}: ${sentence}"/>`;
}

function counts(verdicts: readonly Verdict[]): string {
  const failures = verdicts.filter(isFailure).length;
  const skipped = verdicts.filter((verdict) => verdict.state !== 'held' && !isFailure(verdict)).length;
  return `tests="${verdicts.length}" failures="${failures}" errors="0" skipped="${skipped}"`;
}

function isFailure({ state, severity }: Verdict): boolean {
  return state === 'failed' && severity === 'error';
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** For text and attributes alike. What XML 1.0 cannot hold (section 2.2: control characters, lone surrogates) becomes U+FFFD. */
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\u{fffd}')
    .replace(/[&<>"'\t\n\r]/g, (character) => ESCAPES[character]!);
}
