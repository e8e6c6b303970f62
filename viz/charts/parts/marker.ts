/** Marker shapes by design: the second channel beside the colour. */
import { symbol, symbolCircle, symbolCross, symbolDiamond, symbolSquare, symbolStar, symbolTriangle } from 'd3';

const SHAPES = [symbolCircle, symbolDiamond, symbolSquare, symbolTriangle, symbolCross, symbolStar];

/** As many as there are colours of designs, so that each further round of them goes with the next shape. */
function shapeOf(index: number) {
  return SHAPES[(index + Math.floor(index / SHAPES.length)) % SHAPES.length]!;
}

/** Path of the marker of the design at `index`, about `areaPx` square pixels, around the origin. */
export function markerPath(index: number, areaPx = 64): string {
  return symbol(shapeOf(index), areaPx).digits(1)()!;
}
