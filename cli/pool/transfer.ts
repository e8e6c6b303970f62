/**
 * Hands a run record's memory to the main thread instead of copying it.
 *
 * A record owns its arrays: the engine that made it keeps none of them.
 */
import { move, transferableSymbol, valueSymbol } from 'piscina';

export function moveWithBuffers<T extends object>(value: T): T {
  const buffers = new Set<ArrayBuffer>();
  collect(value, buffers);
  // Piscina unwraps this at the other end: the caller of `run` gets `value`.
  return move({ [transferableSymbol]: [...buffers], [valueSymbol]: value }) as unknown as T;
}

function collect(value: unknown, buffers: Set<ArrayBuffer>): void {
  if (typeof value !== 'object' || value === null) return;
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) buffers.add(value.buffer);
    return;
  }
  for (const inner of Object.values(value)) collect(inner, buffers);
}
