/**
 * Writes docs/VALIDATION.md: `npm run validation`. Deterministic; takes two minutes.
 */
import { writeFileSync } from 'node:fs';
import { VALIDATION_FILE, validationDocument } from './validation-document.ts';

const text = validationDocument((at, count) => process.stderr.write(`section ${at} of ${count}\n`));
writeFileSync(VALIDATION_FILE, text);
