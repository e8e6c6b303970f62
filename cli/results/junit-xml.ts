/**
 * Verdicts as a JUnit report: one suite for each scenario, one case for each expectation and design.
 *
 * A failed expectation of severity `error` is a failure. JUnit has no warnings and no "cannot tell", so a failed
 * one of severity `warn` and an undecided one are skipped cases whose message says which. Times are left out:
 * they would differ from run to run.
 */
import type { ExperimentResult, Verdict } from '../../sim/metrics/experiment-result.ts';

export interface JunitSuite {
  readonly name: string;
  readonly cases: readonly JunitCase[];
}

export interface JunitCase {
  readonly name: string;
  readonly className: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  /** One sentence. */
  readonly message: string;
  /** What kind of failure it would be, and all there is to say about it. */
  readonly failure: { readonly type: string; readonly text: string };
}

export function junitXml(results: readonly ExperimentResult[]): string {
  return junitReport(results.map((result) => ({ name: result.scenario.name, cases: verdictCases(result) })));
}

export function junitReport(suites: readonly JunitSuite[]): string {
  const cases = suites.flatMap((suite) => suite.cases);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${counts(cases)}>\n${suites.map(suiteElement).join('')}</testsuites>\n`;
}

export function verdictCases({ scenario, verdicts }: ExperimentResult): JunitCase[] {
  return verdicts.map((verdict) => {
    const { id, that, designId, state, severity, sentence } = verdict;
    const isFailure = state === 'failed' && severity === 'error';
    return {
      name: `${id}: ${that}`,
      className: `${scenario.name}.${designId}`,
      state: state === 'held' ? 'passed' : isFailure ? 'failed' : 'skipped',
      message: state === 'held' || isFailure ? sentence : `${skippedWord(verdict)}: ${sentence}`,
      failure: { type: 'expectation', text: that },
    };
  });
}

function skippedWord({ state }: Verdict): string {
  return state === 'failed' ? 'warning' : 'undecided';
}

function suiteElement({ name, cases }: JunitSuite): string {
  return `  <testsuite name="${escapeXml(name)}" ${counts(cases)}>\n${cases.map(caseElement).join('')}  </testsuite>\n`;
}

function caseElement(testCase: JunitCase): string {
  const { name, className } = testCase;
  return `    <testcase name="${escapeXml(name)}" classname="${escapeXml(className)}">\n      ${stateElement(testCase)}\n    </testcase>\n`;
}

function stateElement({ state, message, failure }: JunitCase): string {
  const text = escapeXml(message);
  if (state === 'passed') return `<system-out>${text}</system-out>`;
  if (state === 'skipped') return `<skipped message="${text}"/>`;
  return `<failure message="${text}" type="${failure.type}">${escapeXml(failure.text)}</failure>`;
}

function counts(cases: readonly JunitCase[]): string {
  const countOf = (state: JunitCase['state']): number => cases.filter((each) => each.state === state).length;
  return `tests="${cases.length}" failures="${countOf('failed')}" errors="0" skipped="${countOf('skipped')}"`;
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

/**
 * For text and attributes alike. What XML 1.0 cannot hold (section 2.2: control characters,
 * lone surrogates) becomes U+FFFD.
 */
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\u{fffd}')
    .replace(/[&<>"'\t\n\r]/g, (character) => ESCAPES[character]!);
}
