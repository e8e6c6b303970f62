/** Goal: names on a map never overlap and never leave it. Method: property over random crowds. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { PlacedLabel } from '../../../viz/charts/parts/place-labels.ts';
import { placeLabels } from '../../../viz/charts/parts/place-labels.ts';
import { textWidth } from '../../../viz/charts/parts/svg.ts';

const FRAME = { width: 400, height: 220 };

function boxOf({ wish, x, y, anchor }: PlacedLabel) {
  const width = textWidth(wish.text, wish.fontPx);
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
  return { left, right: left + width, top: y - wish.fontPx * 0.9, bottom: y + wish.fontPx * 0.18 };
}

it('names stay apart and inside', () => {
  const wish = fc.record({
    text: fc.string({ minLength: 2, maxLength: 14 }),
    x: fc.integer({ min: 0, max: FRAME.width }),
    y: fc.integer({ min: 0, max: FRAME.height }),
    radius: fc.integer({ min: 2, max: 15 }),
    fontPx: fc.constantFrom(11.5, 12.5),
  });
  fc.assert(
    fc.property(fc.array(wish, { maxLength: 25 }), (wishes) => {
      const boxes = placeLabels(wishes, [], FRAME).map(boxOf);
      for (const [i, a] of boxes.entries()) {
        expect(a.left).toBeGreaterThanOrEqual(0);
        expect(a.right).toBeLessThanOrEqual(FRAME.width);
        for (const b of boxes.slice(i + 1)) {
          expect(a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom).toBe(false);
        }
      }
    }),
  );
});

it('the most important name is placed first', () => {
  const wish = (text: string) => ({ text, x: 200, y: 110, radius: 5, fontPx: 12 });
  const placed = placeLabels([wish('first'), wish('second')], [], FRAME);
  expect(placed[0]).toMatchObject({ wish: { text: 'first' }, anchor: 'start' });
  expect(placed[1]).toMatchObject({ wish: { text: 'second' }, anchor: 'end' });
});
