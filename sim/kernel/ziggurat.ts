/**
 * Tables of the ziggurat method (Marsaglia and Tsang, "The Ziggurat Method for Generating Random
 * Variables", J. Stat. Soft. 5(8), 2000).
 *
 * The area under a decreasing density is cut into layers of equal area; most draws fall inside a layer's rectangle and
 * need no transcendental function. The constants are the paper's: the start of the tail and the area of one layer.
 */

interface ExponentialZiggurat {
  /** Acceptance bound of each layer, on the scale of a 32-bit draw. */
  readonly ke: Float64Array;
  /** Scale from a 32-bit draw to x, per layer. */
  readonly we: Float64Array;
  /** Density at each layer's edge. */
  readonly fe: Float64Array;
  readonly tailStart: number;
}

interface NormalZiggurat {
  /** Acceptance bound of each layer, on the scale of a signed 32-bit draw. */
  readonly kn: Float64Array;
  readonly wn: Float64Array;
  readonly fn: Float64Array;
  readonly tailStart: number;
}

const EXPONENTIAL_LAYERS = 256;
const EXPONENTIAL_TAIL_START = 7.69711747013105;
const EXPONENTIAL_LAYER_AREA = 3.949659822581572e-3;

const NORMAL_LAYERS = 128;
const NORMAL_TAIL_START = 3.442619855899;
const NORMAL_LAYER_AREA = 9.91256303526217e-3;

function exponentialZiggurat(): ExponentialZiggurat {
  const scale = 2 ** 32;
  const ke = new Float64Array(EXPONENTIAL_LAYERS);
  const we = new Float64Array(EXPONENTIAL_LAYERS);
  const fe = new Float64Array(EXPONENTIAL_LAYERS);
  const last = EXPONENTIAL_LAYERS - 1;
  let edge = EXPONENTIAL_TAIL_START;
  let outer = edge;
  const base = EXPONENTIAL_LAYER_AREA / Math.exp(-edge);
  ke[0] = Math.floor((edge / base) * scale);
  we[0] = base / scale;
  we[last] = edge / scale;
  fe[0] = 1;
  fe[last] = Math.exp(-edge);
  for (let layer = last - 1; layer >= 1; layer--) {
    edge = -Math.log(EXPONENTIAL_LAYER_AREA / edge + Math.exp(-edge));
    ke[layer + 1] = Math.floor((edge / outer) * scale);
    outer = edge;
    fe[layer] = Math.exp(-edge);
    we[layer] = edge / scale;
  }
  return { ke, we, fe, tailStart: EXPONENTIAL_TAIL_START };
}

function normalZiggurat(): NormalZiggurat {
  const scale = 2 ** 31;
  const kn = new Float64Array(NORMAL_LAYERS);
  const wn = new Float64Array(NORMAL_LAYERS);
  const fn = new Float64Array(NORMAL_LAYERS);
  const last = NORMAL_LAYERS - 1;
  let edge = NORMAL_TAIL_START;
  let outer = edge;
  const base = NORMAL_LAYER_AREA / Math.exp(-0.5 * edge * edge);
  kn[0] = Math.floor((edge / base) * scale);
  wn[0] = base / scale;
  wn[last] = edge / scale;
  fn[0] = 1;
  fn[last] = Math.exp(-0.5 * edge * edge);
  for (let layer = last - 1; layer >= 1; layer--) {
    edge = Math.sqrt(-2 * Math.log(NORMAL_LAYER_AREA / edge + Math.exp(-0.5 * edge * edge)));
    kn[layer + 1] = Math.floor((edge / outer) * scale);
    outer = edge;
    fn[layer] = Math.exp(-0.5 * edge * edge);
    wn[layer] = edge / scale;
  }
  return { kn, wn, fn, tailStart: NORMAL_TAIL_START };
}

export const EXPONENTIAL_ZIGGURAT: ExponentialZiggurat = exponentialZiggurat();
export const NORMAL_ZIGGURAT: NormalZiggurat = normalZiggurat();
