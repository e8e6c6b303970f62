/**
 * Busy cores of members that have tiers: over all servers of a member together, for whoever balances or
 * scales by the use of processors.
 *
 * Threads that wait use none, so a member may be out of threads with its processors idle.
 * State: busy cores of each member.
 */
import type { BusyCores } from '../../tiers/shared-cores.ts';
import type { LevelMeter } from '../level-meter.ts';

export class MemberCores {
  readonly #meter: LevelMeter;
  /** [slotCount] */
  readonly #busy: Int32Array;

  constructor(meter: LevelMeter, slotCount: number) {
    this.#meter = meter;
    this.#busy = new Int32Array(slotCount);
  }

  /** Takes down the cores of servers, so many of each member, from the member in slot `firstMember` on. */
  ofServers(serverCount: number, perMember: number, firstMember: number): BusyCores {
    const levels = new Int32Array(serverCount);
    return {
      set: (server, level) => {
        const member = firstMember + Math.floor(server / perMember);
        this.#busy[member]! += level - levels[server]!;
        levels[server] = level;
        this.#meter.set(member, this.#busy[member]!);
      },
    };
  }
}
