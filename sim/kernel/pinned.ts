/**
 * Short typed arrays of the hot path, at an address that never changes.
 *
 * V8 keeps arrays of up to 64 bytes on its heap, where they may move, so that code has to load their place and length
 * at every use. Asking for the buffer moves the numbers off the heap for good: code that knows the array then has both
 * as constants. Longer arrays are off the heap from the start.
 */
export function pinned<T extends ArrayBufferView>(array: T): T {
  void array.buffer;
  return array;
}
