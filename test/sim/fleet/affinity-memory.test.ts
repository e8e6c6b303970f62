/**
 * Goal: a client's affinity is broken when it meets another member though its last one could have been met; a client
 * that is forgotten counts as new, never as broken.
 * Method: meetings by hand; then more clients than the table holds.
 */
import { describe, expect, it } from 'vitest';
import { AffinityMemory, BROKEN, EXCUSED, KEPT, NEW_CLIENT } from '../../../sim/fleet/affinity-memory.ts';
import { avalanche } from '../../../sim/kernel/avalanche.ts';

const CLIENT = 0xdeadbeef;

function memoryOf({ generation = [0, 0, 0], there = [true, true, true] } = {}) {
  const memory = new AffinityMemory(
    (member) => generation[member]!,
    (member) => there[member]!,
  );
  return { memory, generation, there };
}

describe('affinity', () => {
  it('is kept while a client meets its member, and counted from the last one', () => {
    const { memory } = memoryOf();
    expect([0, 0, 1, 1, 0].map((member) => memory.meet(CLIENT, member))).toEqual([
      NEW_CLIENT,
      KEPT,
      BROKEN,
      KEPT,
      BROKEN,
    ]);
  });

  it('is not broken by a member that is gone or held to be unhealthy', () => {
    const { memory, there } = memoryOf();
    memory.meet(CLIENT, 0);
    there[0] = false;
    expect(memory.meet(CLIENT, 1)).toBe(EXCUSED);
    there[0] = true;
    expect(memory.meet(CLIENT, 0)).toBe(BROKEN);
  });

  it('is not kept by another member in the same slot', () => {
    const { memory, generation } = memoryOf();
    memory.meet(CLIENT, 0);
    generation[0] = 1;
    expect(memory.meet(CLIENT, 0)).toBe(EXCUSED);
    expect(memory.meet(CLIENT, 0)).toBe(KEPT);
  });

  it('keeps clients apart, those of one set too', () => {
    const { memory } = memoryOf();
    const neighbours = [1, 1 + 2 ** 18, 1 + 2 ** 19, 1 + 2 ** 31];
    expect(neighbours.map((client, k) => memory.meet(client, k % 3))).toEqual(neighbours.map(() => NEW_CLIENT));
    expect(neighbours.map((client, k) => memory.meet(client, k % 3))).toEqual(neighbours.map(() => KEPT));
  });

  it('forgets of a full set the client that it has not seen for longest', () => {
    const { memory } = memoryOf();
    const clients = [1, 2, 3, 4, 5].map((k) => k * 2 ** 18);
    for (const client of clients.slice(0, 4)) memory.meet(client, 0);
    memory.meet(clients[0]!, 0);
    memory.meet(clients[4]!, 0);
    expect(memory.meet(clients[0]!, 0)).toBe(KEPT);
    expect(memory.meet(clients[1]!, 1)).toBe(NEW_CLIENT);
  });

  it('of a hundred thousand clients it forgets less than one in a thousand', () => {
    const { memory } = memoryOf();
    const clients = Array.from({ length: 100_000 }, (_, k) => avalanche(k) >>> 0);
    for (const client of clients) memory.meet(client, 0);
    const forgotten = clients.filter((client) => memory.meet(client, 0) !== KEPT).length;
    expect(forgotten).toBeLessThan(100);
  });
});
