/**
 * Goal: docs/VALIDATION.md is what the code computes, and every figure in it lies where it has to. Method: the quick
 * sections computed again, byte for byte; every row of the committed file read back and judged by its own words.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { QUICK_SECTIONS, VALIDATION_FILE } from './validation-document.ts';
import { isAccepted, rowText, sectionText } from './validation-section.ts';

const committed = readFileSync(VALIDATION_FILE, 'utf8');

describe('the committed file', () => {
  it.each(QUICK_SECTIONS.map((compute) => [compute.name, compute] as const))(
    '%s is current (else: npm run validation)',
    (_, compute) => {
      expect(committed).toContain(`${sectionText(compute())}\n`);
    },
  );

  const rows = committed
    .split('\n')
    .filter((line) => /^\| .* \| (exactly .*|-?[\d.]+\S*( ms)? to -?[\d.]+.*) \| /.test(line))
    .map((line) => line.slice(2, -2).split(' | '));

  it('has every row of every table', () => {
    const lines = committed.split('\n').filter((line) => line.startsWith('| '));
    // Each table has two lines above its rows.
    expect(rows).toHaveLength(lines.length - 2 * committed.match(/^## /gm)!.length);
    expect(rows.length).toBeGreaterThan(90);
  });

  it.each(rows)('%s', (_what, _published, accepted, here) => {
    expect(isAccepted(accepted!, here!), `${here} for ${accepted}`).toBe(true);
  });
});

describe('a figure out of its band', () => {
  const unit = { digits: 1, suffix: '%' };

  it.each([
    [{ low: 1, high: 2, here: 2.1, unit }, '2.1% is not 1.0% to 2.0%'],
    [{ low: -2, high: -1, here: -0.9, unit }, '-0.9% is not -2.0% to -1.0%'],
    [{ low: 1, high: 2, here: Number.NaN, unit }, 'NaN% is not'],
    [{ exactly: '66', here: '67' }, '67 is not exactly 66'],
  ])('%j cannot be written', (accepted, message) => {
    expect(() => rowText({ note: '' }, { what: 'x', published: '1', accepted, note: '' })).toThrow(message);
  });

  it('on the border is inside, as printed', () => {
    expect(
      rowText({ note: 'n' }, { what: 'x', published: '1', accepted: { low: 1, high: 2, here: 2.04, unit }, note: 'y' }),
    ).toBe('| x | 1 | 1.0% to 2.0% | 2.0% | y |');
  });
});
