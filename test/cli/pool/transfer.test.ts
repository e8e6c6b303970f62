/**
 * Goal: a record's arrays are handed over, not copied, wherever they are in it, and each buffer once.
 * Method: the wrapper's list of buffers; a message through a real channel leaves the sender's arrays empty.
 */
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import { transferableSymbol, valueSymbol } from 'piscina';
import { describe, expect, test } from 'vitest';
import { moveWithBuffers } from '../../../cli/pool/transfer.ts';

interface Wrapped {
  readonly [transferableSymbol]: readonly ArrayBuffer[];
  readonly [valueSymbol]: object;
}

describe('transfer', () => {
  test('lists every buffer once, shared memory not at all', () => {
    const counts = new Uint32Array(4);
    const shared = new Float64Array(new SharedArrayBuffer(8));
    const value = { a: counts, b: [{ c: new Float64Array(2) }, null, 'text', 3], tail: counts.subarray(2), shared };
    const wrapped = moveWithBuffers(value) as unknown as Wrapped;
    expect(wrapped[valueSymbol]).toBe(value);
    expect(wrapped[transferableSymbol].map((buffer) => buffer.byteLength)).toEqual([16, 16]);
  });

  test('the other side has the values, this side none', () => {
    const value = { counts: Uint32Array.of(1, 2, 3) };
    const wrapped = moveWithBuffers(value) as unknown as Wrapped;
    const { port1, port2 } = new MessageChannel();
    port1.postMessage(wrapped[valueSymbol], [...wrapped[transferableSymbol]]);
    expect(receiveMessageOnPort(port2)?.message).toEqual({ counts: Uint32Array.of(1, 2, 3) });
    expect(value.counts).toHaveLength(0);
    port1.close();
  });
});
