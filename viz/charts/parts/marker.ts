/** Marker shapes by design: the second channel beside the colour. */
import { symbol, symbolCircle, symbolCross, symbolDiamond, symbolSquare, symbolStar, symbolTriangle } from 'd3';

const SHAPES = [symbolCircle, symbolDiamond, symbolSquare, symbolTriangle, symbolCross, symbolStar];

/** Path of the marker of the design at `index`, about `areaPx` square pixels, around the origin. */
export function markerPath(index: number, areaPx = 64): string {
  return symbol(SHAPES[index % SHAPES.length]!, areaPx).digits(1)()!;
}
