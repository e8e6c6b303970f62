/**
 * Copies of typed arrays with more room, one function a type so that each call site stays monomorphic.
 */

export function grownFloat64(from: Float64Array<ArrayBuffer>, length: number): Float64Array<ArrayBuffer> {
  const to = new Float64Array(length);
  to.set(from);
  return to;
}

export function grownInt32(from: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const to = new Int32Array(length);
  to.set(from);
  return to;
}

export function grownUint32(from: Uint32Array<ArrayBuffer>, length: number): Uint32Array<ArrayBuffer> {
  const to = new Uint32Array(length);
  to.set(from);
  return to;
}

export function grownInt16(from: Int16Array<ArrayBuffer>, length: number): Int16Array<ArrayBuffer> {
  const to = new Int16Array(length);
  to.set(from);
  return to;
}

export function grownUint8(from: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer> {
  const to = new Uint8Array(length);
  to.set(from);
  return to;
}
