/**
 * Names on a map: each tries eight places around its point, in order of importance, and goes without where all are
 * taken. Greedy, so the same map always gets the same names.
 */
import { textWidth } from './svg.ts';

export interface LabelWish {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  /** Clear space around the point, px. */
  readonly radius: number;
  readonly fontPx: number;
}

export interface PlacedLabel {
  readonly wish: LabelWish;
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const SPOTS: readonly { readonly dx: -1 | 0 | 1; readonly dy: -1 | 0 | 1 }[] = [
  { dx: 1, dy: 0 },
  { dx: -1, dy: 0 },
  { dx: 0, dy: -1 },
  { dx: 0, dy: 1 },
  { dx: 1, dy: -1 },
  { dx: 1, dy: 1 },
  { dx: -1, dy: -1 },
  { dx: -1, dy: 1 },
];

/** `wishes` with the most important first; `obstacles` are points that no name may cover. */
export function placeLabels(
  wishes: readonly LabelWish[],
  obstacles: readonly { readonly x: number; readonly y: number; readonly radius: number }[],
  frame: { readonly width: number; readonly height: number },
): PlacedLabel[] {
  const taken: Box[] = obstacles.map((o) => ({
    left: o.x - o.radius,
    right: o.x + o.radius,
    top: o.y - o.radius,
    bottom: o.y + o.radius,
  }));
  const placed: PlacedLabel[] = [];
  for (const wish of wishes) {
    const width = textWidth(wish.text, wish.fontPx) + 2;
    for (const { dx, dy } of SPOTS) {
      const reach = wish.radius + 3;
      const x = wish.x + dx * (dy === 0 ? reach : reach * 0.7);
      const middle = wish.y + dy * (dx === 0 ? reach + wish.fontPx * 0.5 : reach * 0.7 + wish.fontPx * 0.4);
      const left = dx === 1 ? x : dx === -1 ? x - width : x - width / 2;
      const box = { left, right: left + width, top: middle - wish.fontPx * 0.55, bottom: middle + wish.fontPx * 0.55 };
      const isInside = box.left >= 2 && box.right <= frame.width - 2 && box.top >= 2 && box.bottom <= frame.height - 2;
      if (!isInside || taken.some((other) => overlaps(box, other))) continue;
      taken.push(box);
      placed.push({
        wish,
        x,
        y: middle + wish.fontPx * 0.36,
        anchor: dx === 1 ? 'start' : dx === -1 ? 'end' : 'middle',
      });
      break;
    }
  }
  return placed;
}

function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
