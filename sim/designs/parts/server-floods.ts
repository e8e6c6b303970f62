/**
 * Floods of machines that have addresses of their own: what reaches each of them, and the
 * share of packets that it loses.
 *
 * A flood is spread evenly over the machines that it is aimed at; what a server's own firewall drops costs it nothing
 * (assumption: dropped before the kernel's TCP, as XDP does). Heartbeats and probes go through (assumption: servers
 * send them, or they come over a network of the operator's). State: floods that go on, with their targets; the share
 * that each machine loses, worked out when a flood begins, turns or ends.
 */
import type { Attack } from '../../faults/attack.ts';
import { lossShare } from './syn-retransmission.ts';

export class ServerFloods {
  readonly #capacity: Float64Array;
  readonly #sourcesLetIn: (machine: number, sources: Float64Array) => number;
  /** Machines that each flood reaches now. */
  readonly #targets = new Map<Attack, readonly number[]>();
  /** [machineCount] share of packets lost. */
  readonly loss: Float64Array;
  /** Whether any machine loses any. */
  isOn = false;

  /**
   * @param capacity packets a second that each machine can take [machineCount]
   * @param sourcesLetIn share of an attacker's packets that a machine's firewall lets in
   */
  constructor(capacity: Float64Array, sourcesLetIn: (machine: number, sources: Float64Array) => number) {
    this.#capacity = capacity;
    this.#sourcesLetIn = sourcesLetIn;
    this.loss = new Float64Array(capacity.length);
  }

  get count(): number {
    return this.#targets.size;
  }

  /** A flood goes to these machines from now on. */
  aim(attack: Attack, machines: readonly number[]): void {
    this.#targets.set(attack, machines);
    this.review();
  }

  end(attack: Attack): void {
    this.#targets.delete(attack);
    this.review();
  }

  /** Machines that a flood reaches. */
  targetsOf(attack: Attack): readonly number[] {
    return this.#targets.get(attack) ?? [];
  }

  /** To be called when what firewalls let in has changed. */
  review(): void {
    const load = new Float64Array(this.loss.length);
    for (const [{ happening, sources }, machines] of this.#targets) {
      const each = happening.perSecond / machines.length;
      for (const machine of machines) load[machine]! += each * this.#sourcesLetIn(machine, sources);
    }
    load.forEach((packets, machine) => {
      this.loss[machine] = lossShare(packets, this.#capacity[machine]!);
    });
    this.isOn = this.loss.some((share) => share > 0);
  }
}
