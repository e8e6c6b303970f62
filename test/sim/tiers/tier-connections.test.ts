/**
 * Goal: what a row holds survives growth, each thing apart from its neighbours; a row that is given back
 * and taken again inherits nothing.
 * Method: every setter beside its getter, over far more rows than the first size; events of a kernel for the timers.
 */
import { describe, expect, it } from 'vitest';
import { Kernel } from '../../../sim/kernel/kernel.ts';
import type { SimTime } from '../../../sim/kernel/time.ts';
import { ACCEPTED, CONNECTING, FINISHED, NO_HELLO, NO_SOCKET } from '../../../sim/tiers/tier-connection-states.ts';
import { TierConnections } from '../../../sim/tiers/tier-connections.ts';
import { NO_ROW } from '../../../sim/tiers/wait-queues.ts';

const FIELDS = [
  ['previous', 'setPrevious'],
  ['ticket', 'setTicket'],
  ['server', 'setServer'],
  ['kind', 'setKind'],
  ['rttUs', 'setRttUs'],
  ['openForUs', 'setOpenForUs'],
  ['tls', 'setTls'],
  ['serverEnd', 'setServerEnd'],
  ['clientEnd', 'setClientEnd'],
  ['outcome', 'setOutcome'],
  ['sentCount', 'setSentCount'],
  ['synAckCount', 'setSynAckCount'],
  ['clientTimer', 'setClientTimer'],
  ['giveUpTimer', 'setGiveUpTimer'],
  ['synAckTimer', 'setSynAckTimer'],
  ['phase', 'setPhase'],
  ['process', 'setProcess'],
  ['tierTimer', 'setTierTimer'],
  ['onward', 'setOnward'],
] as const;

describe('connections of a tier', () => {
  it('keep everything that a row holds while they grow, each thing apart from its neighbours', () => {
    const connections = new TierConnections();
    const rows = 5_000;
    const written = (row: number, field: number): number => row * 100 + field;
    for (let number = 0; number < rows; number++) {
      connections.nextOrigin = 3 * number;
      const row = connections.allocate();
      FIELDS.forEach(([, set], field) => {
        connections[set](row, written(number, field));
      });
      connections.follow(row, 7 * number);
      connections.putData(row);
      connections.addInFlight(row, 1);
    }
    expect([connections.rowCount, connections.openCount]).toEqual([rows, rows]);
    for (let row = 0; row < rows; row++) {
      expect(FIELDS.map(([get]) => connections[get](row))).toEqual(FIELDS.map((_, field) => written(row, field)));
      expect([connections.following(row), connections.origin(row)]).toEqual([7 * row, 3 * row]);
      expect([connections.hasData(row), connections.inFlight(row)]).toEqual([true, 1]);
    }
  });

  it('hand out the row given back last, cleared, and tell whose it was', () => {
    const connections = new TierConnections();
    const told: number[] = [];
    connections.origins = { release: (origin) => void told.push(origin) };
    connections.nextOrigin = 40;
    const row = connections.allocate();
    connections.allocate();
    connections.setServerEnd(row, ACCEPTED);
    connections.setClientEnd(row, FINISHED);
    connections.setTls(row, 3);
    connections.putData(row);
    connections.countSent(row);
    connections.setOnward(row, 9);
    connections.free(row);
    expect(told).toEqual([40]);
    connections.nextOrigin = 41;
    expect(connections.allocate()).toBe(row);
    expect([connections.origin(row), connections.serverEnd(row), connections.clientEnd(row)]).toEqual([
      41,
      NO_SOCKET,
      CONNECTING,
    ]);
    expect([connections.tls(row), connections.hasData(row), connections.onward(row)]).toEqual([
      NO_HELLO,
      false,
      NO_ROW,
    ]);
    expect(connections.countSent(row)).toBe(1);
  });

  it('cancel the event of a row once, and none of a row that has none', () => {
    const kernel = new Kernel();
    const connections = new TierConnections();
    const row = connections.allocate();
    const handler = kernel.register('tier.timer', () => undefined);
    connections.cancelTierTimer(kernel, row);
    connections.setTierTimer(row, kernel.schedule(5 as SimTime, handler, row));
    connections.setClientTimer(row, kernel.schedule(6 as SimTime, handler, row));
    connections.cancelTierTimer(kernel, row);
    connections.cancelTierTimer(kernel, row);
    expect([connections.tierTimer(row), kernel.pendingCount]).toEqual([NO_ROW, 1]);
    connections.cancelClientTimer(kernel, row);
    expect([connections.clientTimer(row), kernel.pendingCount]).toEqual([NO_ROW, 0]);
  });
});
