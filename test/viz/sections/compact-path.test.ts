/**
 * Goal: shorter paths that draw the same line. Method: decode the relative form again and
 * compare points; leave curves alone.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compactPath, compactPaths } from '../../../viz/sections/compact-path.ts';

/** Points of a path of absolute M and relative l, as an SVG reader walks them. */
function pointsOf(path: string): number[][] {
  const points: number[][] = [];
  let [x, y] = [0, 0];
  for (const [, command, body] of path.matchAll(/([Mlz])([^Mlz]*)/g)) {
    const numbers = [...body!.matchAll(/-?(?:\d+\.?\d*|\.\d+)/g)].map(([n]) => Number(n));
    for (let i = 0; i < numbers.length; i += 2) {
      [x, y] = command === 'M' ? [numbers[i]!, numbers[i + 1]!] : [x + numbers[i]!, y + numbers[i + 1]!];
      // Adding 0 turns -0 into 0.
      points.push([Math.round(x * 10) + 0, Math.round(y * 10) + 0]);
    }
  }
  return points;
}

describe('compact paths', () => {
  it('go through the same points, without drift', () => {
    const point = fc.tuple(fc.integer({ min: -9999, max: 9999 }), fc.integer({ min: -9999, max: 9999 }));
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 60 }), (tenths) => {
        const path = tenths.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x / 10},${y / 10}`).join('');
        expect(pointsOf(compactPath(path))).toEqual(tenths);
      }),
    );
  });

  it('closes and starts again where the path does', () => {
    expect(compactPath('M0,0L10,0L10,5ZM3,3L4.5,2.5')).toBe('M0 0l10 0 0 5zM3 3l1.5-.5');
  });

  it('leaves arcs and curves alone', () => {
    const curve = '<path d="M1,2C3,4,5,6,7,8"></path><path d="M0,0A5,5,0,0,1,3,3Z"></path>';
    expect(compactPaths(curve)).toBe(curve);
    expect(compactPaths('<path d="M1,2L3,4"></path>')).toBe('<path d="M1 2l2 2"></path>');
  });
});
