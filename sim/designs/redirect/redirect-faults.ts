/** What events do to the forum design: to its servers as to any, and to its balancers. */

import type { Attack } from '../../faults/attack.ts';
import type { FaultWay } from '../../fleet/answer.ts';
import type { ServerNames } from '../naming/server-names.ts';
import { EdgelessFaults, type EdgelessParts } from '../parts/edgeless-faults.ts';
import type { Attackers } from './attackers.ts';
import type { Balancers } from './balancers.ts';
import type { Heartbeats } from './heartbeats.ts';

export class RedirectFaults extends EdgelessFaults {
  readonly #balancers: Balancers;
  readonly #heartbeats: Heartbeats;
  readonly #attackers: Attackers;
  readonly #names: ServerNames;
  readonly #changed: (balancer: number) => void;

  /** @param changed told when what a balancer answers has changed */
  constructor(
    parts: EdgelessParts,
    balancers: Balancers,
    heartbeats: Heartbeats,
    attackers: Attackers,
    names: ServerNames,
    changed: (balancer: number) => void,
  ) {
    super(parts);
    this.#balancers = balancers;
    this.#heartbeats = heartbeats;
    this.#attackers = attackers;
    this.#names = names;
    this.#changed = changed;
  }

  override failMembers(members: readonly number[], way: FaultWay): number {
    const brokenCount = super.failMembers(members, way);
    this.#hostsChanged(members);
    return brokenCount;
  }

  override recoverMembers(members: readonly number[], way: FaultWay | null): number {
    super.recoverMembers(members, way);
    this.#hostsChanged(members);
    return 0;
  }

  override beginAttack(attack: Attack): string {
    return this.#attackers.begin(attack);
  }

  override endAttack(attack: Attack): string {
    return this.#attackers.end(attack);
  }

  override failBalancers(balancers: readonly number[], way: FaultWay): number {
    for (const balancer of balancers) {
      if (this.#balancers.fail(balancer, way)) this.#changed(balancer);
    }
    return 0;
  }

  override recoverBalancers(balancers: readonly number[], way: FaultWay | null): number {
    for (const balancer of balancers) {
      if (this.#balancers.recover(balancer, way)) this.#changed(balancer);
    }
    return 0;
  }

  override loseNames(members: readonly number[]): boolean {
    this.#names.lose(members);
    return true;
  }

  override restoreNames(members: readonly number[]): void {
    this.#names.restore(members);
  }

  override cutOff(members: readonly number[], balancers: readonly number[]): number {
    this.#forEachPair(members, balancers, (balancer, member) => this.#heartbeats.cutOff(balancer, member));
    return 0;
  }

  override endCutOff(members: readonly number[], balancers: readonly number[]): number {
    this.#forEachPair(members, balancers, (balancer, member) => this.#heartbeats.endCutOff(balancer, member));
    return 0;
  }

  #forEachPair(
    members: readonly number[],
    balancers: readonly number[],
    act: (balancer: number, member: number) => void,
  ): void {
    for (const balancer of balancers) for (const member of members) act(balancer, member);
  }

  #hostsChanged(members: readonly number[]): void {
    for (const balancer of new Set(members.flatMap((member) => this.#balancers.onMember(member)))) {
      this.#changed(balancer);
    }
  }
}
