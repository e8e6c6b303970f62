/**
 * Goal: a step summary is appended where the runner asks for it, never larger than it takes, and
 * never the reason for a failure.
 * Method: files in a folder of the test.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeStepSummary } from '../../../cli/formats/step-summary.ts';
import { captureIo } from '../../support/captured-io.ts';

describe('step summary', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'spillway-summary-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const ioFor = (file: string) => captureIo(folder, '', { GITHUB_STEP_SUMMARY: file });

  test('is appended', () => {
    const file = join(folder, 'summary.md');
    writeFileSync(file, 'one\n');
    writeStepSummary('two\n', ioFor(file));
    expect(readFileSync(file, 'utf8')).toBe('one\ntwo\n');
  });

  test('is cut at a line where it would be refused', () => {
    const file = join(folder, 'summary.md');
    writeStepSummary('größer als alles\n'.repeat(100_000), ioFor(file));
    const text = readFileSync(file, 'utf8');
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1 << 20);
    expect(Buffer.byteLength(text)).toBeGreaterThan((1 << 20) - 200);
    expect(text.trimEnd().split('\n').slice(-3)).toEqual([
      'größer als alles',
      '',
      'The rest is left out: a step summary holds 1 MiB.',
    ]);
  });

  test('outside of a workflow, or where it cannot be written, nothing fails', () => {
    const outside = captureIo(folder);
    writeStepSummary('text', outside);
    expect(outside.stderr()).toBe('');
    const refused = ioFor(join(folder, 'no/such/folder.md'));
    writeStepSummary('text', refused);
    expect(refused.stderr()).toMatch(/^note the step summary cannot be written to .*: no such file\n$/);
  });
});
