/**
 * Holds docs/CONFORMANCE.md to a run of vitest: the sections it has, and what is wrong with the committed text.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EDGE_STATEMENTS } from '../conformance/edge-statements.ts';
import { FORUM_STATEMENTS } from '../conformance/forum-statements.ts';
import { GCP_STATEMENTS, WORKED_EXAMPLES } from '../conformance/gcp-statements.ts';
import { type ConformanceSection, conformanceDocument, unknownNumbers } from './conformance-document.ts';
import type { VitestReport } from './vitest-outcome.ts';

export const CONFORMANCE_FILE = 'docs/CONFORMANCE.md';

export const CONFORMANCE_SECTIONS: readonly ConformanceSection[] = [
  {
    title: 'Google Cloud’s global proxy (G1 to G43)',
    introduction: 'Statements of the product page “TCP proxy load balancing overview”, in our words.',
    statements: GCP_STATEMENTS,
  },
  {
    title: 'Worked examples',
    introduction:
      'Numbers in Google’s and Envoy’s documents (`DOC`, `ENVOY`), and documented rules applied to small numbers (`DER`).',
    statements: WORKED_EXAMPLES,
  },
  {
    title: 'The forum design (F1 to F20)',
    introduction: 'Statements of its author, in our words; the answer to his question is in [FORUM.md](FORUM.md).',
    statements: FORUM_STATEMENTS,
  },
  {
    title: 'The edge chain (E1 to E12)',
    introduction: 'Statements of a published account of the removal of an Apache tier in front of nginx, in our words.',
    statements: EDGE_STATEMENTS,
  },
];

/** What is wrong with the committed document after a run of all tests. */
export function conformanceProblems(root: string, report: VitestReport): string[] {
  const unknown = unknownNumbers(CONFORMANCE_SECTIONS, report).map(
    (id) => `${id} is in a test's title, but is no statement`,
  );
  const committed = readFileSync(join(root, CONFORMANCE_FILE), 'utf8');
  const isCurrent = committed === conformanceDocument(CONFORMANCE_SECTIONS, report);
  return isCurrent ? unknown : [...unknown, `${CONFORMANCE_FILE} is out of date: run npm run conformance`];
}
