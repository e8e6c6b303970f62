/**
 * Long arrays of numbers as text: whole steps of a decimal quantum, differences, variable-length integers, base64.
 * About a quarter of the JSON. Not gzip: zlib's output varies with its build and the processor, and the same result
 * must give the same bytes everywhere.
 *
 * A stream of unsigned varints: 0, n is n repeats of the last value; 1, n is n nulls; anything
 * else is zigzag(difference) + 1.
 */

/** Shorter arrays are as small as they are. */
const SHORTEST = 24;
const MOST_DECIMALS = 4;

interface PackedRow {
  readonly $row: string;
  readonly decimals: number;
}

interface PackedMatrix {
  readonly $matrix: string;
  readonly decimals: number;
  readonly width: number;
}

/**
 * A JSON value with its long numeric arrays packed. Arrays with finer fractions than four decimals stay as they are.
 * Throws where a number is not finite: JSON has no word for it, and a chart no place.
 */
export function packTree(value: unknown): unknown {
  if (Array.isArray(value)) return packArray(value) ?? value.map(packTree);
  if (typeof value === 'number') assertFinite([value]);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, packTree(child)]));
}

export function unpackTree(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unpackTree);
  if (value === null || typeof value !== 'object') return value;
  if ('$row' in value) return unpackRow(value as PackedRow);
  if ('$matrix' in value) return unpackMatrix(value as PackedMatrix);
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, unpackTree(child)]));
}

function packArray(values: readonly unknown[]): PackedRow | PackedMatrix | null {
  if (isNumbers(values)) {
    assertFinite(values);
    const decimals = values.length < SHORTEST ? null : decimalsOf(values);
    return decimals === null ? null : { $row: encode(values, decimals), decimals };
  }
  const width = Array.isArray(values[0]) ? values[0].length : 0;
  if (width === 0 || !values.every((row) => Array.isArray(row) && row.length === width && isNumbers(row))) return null;
  const flat = (values as readonly (readonly (number | null)[])[]).flat();
  assertFinite(flat);
  const decimals = flat.length < SHORTEST ? null : decimalsOf(flat);
  return decimals === null ? null : { $matrix: encode(flat, decimals), decimals, width };
}

function assertFinite(values: readonly (number | null)[]): void {
  const at = values.findIndex((v) => v !== null && !Number.isFinite(v));
  if (at >= 0) throw new RangeError(`the report was given ${values[at]} as number ${at} of ${values.length} to draw`);
}

function isNumbers(values: readonly unknown[]): values is readonly (number | null)[] {
  return values.length > 0 && values.every((v) => v === null || typeof v === 'number');
}

/** Fewest decimals that hold every value exactly; null where four do not. */
function decimalsOf(values: readonly (number | null)[]): number | null {
  for (let decimals = 0; decimals <= MOST_DECIMALS; decimals++) {
    const steps = 10 ** decimals;
    if (values.every((v) => v === null || Math.round(v * steps) / steps === v)) return decimals;
  }
  return null;
}

function encode(values: readonly (number | null)[], decimals: number): string {
  const bytes: number[] = [];
  const put = (value: number) => {
    let rest = value;
    while (rest > 127) {
      bytes.push((rest % 128) + 128);
      rest = Math.floor(rest / 128);
    }
    bytes.push(rest);
  };
  let last = 0;
  for (let i = 0; i < values.length; ) {
    const value = values[i]!;
    const step = value === null ? null : Math.round(value * 10 ** decimals);
    let run = 1;
    while (i + run < values.length && sameStep(values[i + run]!, step, decimals)) run++;
    if (step === null) {
      put(1);
      put(run);
    } else {
      const difference = step - last;
      const repeats = difference === 0 ? run : run - 1;
      if (difference !== 0) put((difference > 0 ? difference * 2 - 1 : -difference * 2) + 1);
      if (repeats > 0) {
        put(0);
        put(repeats);
      }
      last = step;
    }
    i += run;
  }
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

function sameStep(value: number | null, step: number | null, decimals: number): boolean {
  return value === null || step === null ? value === step : Math.round(value * 10 ** decimals) === step;
}

function unpackRow({ $row, decimals }: PackedRow): (number | null)[] {
  const text = atob($row);
  const values: (number | null)[] = [];
  const steps = 10 ** decimals;
  let at = 0;
  const take = () => {
    let value = 0;
    for (let place = 1; ; place *= 128) {
      const byte = text.charCodeAt(at++);
      value += (byte % 128) * place;
      if (byte < 128) return value;
    }
  };
  let last = 0;
  while (at < text.length) {
    const token = take();
    if (token < 2) {
      const repeated = token === 0 ? last / steps : null;
      for (let n = take(); n > 0; n--) values.push(repeated);
      continue;
    }
    const zigzag = token - 1;
    last += zigzag % 2 === 1 ? (zigzag + 1) / 2 : -zigzag / 2;
    values.push(last / steps);
  }
  return values;
}

function unpackMatrix({ $matrix, decimals, width }: PackedMatrix): (number | null)[][] {
  const flat = unpackRow({ $row: $matrix, decimals });
  return Array.from({ length: flat.length / width }, (_, r) => flat.slice(r * width, (r + 1) * width));
}
