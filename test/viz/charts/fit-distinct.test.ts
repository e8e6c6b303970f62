/**
 * Goal: shortened labels fit and are never mistaken for one another. Method: ids that differ at the end, in
 * the middle, hardly; any texts.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fitDistinct } from '../../../viz/charts/parts/fit-distinct.ts';
import { textWidth } from '../../../viz/charts/parts/svg.ts';

const FONT_PX = 13;
const width = (letters: number) => textWidth('x'.repeat(letters), FONT_PX) + 1;

it('leaves labels that fit as they are', () => {
  expect(fitDistinct(['web-seoul', 'web-tokyo'], width(9), FONT_PX)).toEqual(['web-seoul', 'web-tokyo']);
});

it('cuts the middle, and moves the cut where that would make two labels alike', () => {
  const zones = ['web-asia-northeast3-a', 'web-asia-northeast3-b'];
  expect(fitDistinct(zones, width(11), FONT_PX)).toEqual(['web-a…st3-a', 'web-a…st3-b']);
  const middles = ['frontend-blue-asia-northeast3', 'frontend-teal-asia-northeast3'];
  expect(new Set(fitDistinct(middles, width(13), FONT_PX)).size).toBe(2);
});

it('numbers labels that no cut tells apart', () => {
  const alike = Array.from({ length: 12 }, (_, i) => `the-same-beginning-${'ab'[i % 2]}${i}-the-same-end`);
  expect(fitDistinct(alike, width(8), FONT_PX)).toHaveLength(12);
  expect(new Set(fitDistinct(alike, width(8), FONT_PX)).size).toBe(12);
});

it('fits, and keeps different texts different', () => {
  const texts = fc.array(fc.string({ minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(texts, fc.integer({ min: 6, max: 40 }), (labels, letters) => {
      const cut = fitDistinct(labels, width(letters), FONT_PX);
      expect(new Set(cut).size).toBe(new Set(labels).size);
      for (const label of cut) expect(label.length).toBeLessThanOrEqual(letters);
    }),
  );
});
