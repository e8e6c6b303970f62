/**
 * Writes docs/CONFORMANCE.md from the conformance tests: `npm run conformance`.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CONFORMANCE_FILE, CONFORMANCE_SECTIONS } from './conformance.ts';
import { conformanceDocument, unknownNumbers } from './conformance-document.ts';
import { runVitest } from './run-vitest.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { report } = runVitest(root, ['test/conformance']);
if (report === null) throw new Error('vitest wrote no report');
writeFileSync(join(root, CONFORMANCE_FILE), conformanceDocument(CONFORMANCE_SECTIONS, report));
for (const id of unknownNumbers(CONFORMANCE_SECTIONS, report)) process.stderr.write(`${id} is no statement\n`);
process.exitCode = report.success ? 0 : 1;
