/**
 * Those who attack the forum design: every server and every balancer has an address that anybody can learn and flood.
 *
 * A flood goes to the machines that it is aimed at, to all of them, or to the servers whose addresses asks have brought
 * to light. Asks are those of clients, and take the balancers' workers as theirs do, but nobody connects; every server
 * that is named is known from then on. An attacker that follows asks again from time to time, as often as it has
 * targets, and floods whom it is told. State: what is known; who asks or follows. Events: `attackers.ask`,
 * `attackers.follow`, subject = number of the attack.
 */
import type { Attack } from '../../faults/attack.ts';
import { ANSWERS } from '../../fleet/answer.ts';
import type { Fleet } from '../../fleet/fleet.ts';
import type { Handler, HandlerId, Kernel } from '../../kernel/kernel.ts';
import { type Duration, SECOND } from '../../kernel/time.ts';
import type { Collector } from '../../metrics/collector.ts';
import { COUNTER } from '../../metrics/counters.ts';
import type { ServerFloods } from '../parts/server-floods.ts';
import { type Balancers, TURNED_AWAY } from './balancers.ts';
import { NO_SERVER } from './client-memory.ts';
import type { ServerChoice } from './server-choice.ts';

export interface AttackedParts {
  readonly kernel: Kernel;
  readonly collector: Collector;
  readonly fleet: Fleet;
  readonly balancers: Balancers;
  readonly choice: ServerChoice;
  readonly floods: ServerFloods;
  readonly nameOf: (member: number) => string;
}

export class Attackers {
  readonly #parts: AttackedParts;
  /** [slotCount] 1 for servers whose address is known to attackers. */
  readonly #isKnown: Uint8Array;
  /** In the order in which they began. */
  readonly #attacks: Attack[] = [];
  readonly #goingOn = new Set<number>();
  /** Registered when first needed, so that nobody else's handler changes its number. */
  #askHandler: HandlerId | null = null;
  #followHandler: HandlerId | null = null;

  constructor(parts: AttackedParts) {
    this.#parts = parts;
    this.#isKnown = new Uint8Array(parts.fleet.plan.slotCount);
  }

  /** Servers whose addresses are known. */
  get knownCount(): number {
    return this.#isKnown.reduce((sum, isKnown) => sum + isKnown, 0);
  }

  /** Share of packets that the machine of a balancer loses. */
  lossOf(balancer: number): number {
    return this.#parts.floods.loss[this.#machineOf(balancer)]!;
  }

  begin(attack: Attack): string {
    const { kernel, floods, balancers, fleet } = this.#parts;
    const { happening, aim } = attack;
    const number = this.#attacks.push(attack) - 1;
    this.#goingOn.add(number);
    if (happening.kind === 'asks') {
      this.#askHandler ??= kernel.register('attackers.ask', this.#ask);
      this.#scheduleAsk(number);
      return `${happening.perSecond} asks/s of attackers begin`;
    }
    const machines = happening.isOnCollected
      ? [...this.#isKnown.keys()].filter((member) => this.#isKnown[member] === 1)
      : this.#machinesOf(aim ?? { members: this.#running(), balancers: [...Array(balancers.count).keys()] });
    if (machines.length === 0) return 'flood of nobody: no address is known';
    floods.aim(attack, machines);
    if (happening.followEvery !== null) {
      this.#followHandler ??= kernel.register('attackers.follow', this.#follow);
      kernel.scheduleAfter(happening.followEvery, this.#followHandler, number);
    }
    const losing = machines.filter((machine) => floods.loss[machine]! > 0).length;
    const ofServers = machines.filter((machine) => machine < fleet.plan.slotCount).length;
    return `flood of ${happening.perSecond} SYNs/s begins: at ${ofServers} servers and ${machines.length - ofServers} balancers, ${losing} of which lose packets`;
  }

  end(attack: Attack): string {
    this.#goingOn.delete(this.#attacks.indexOf(attack));
    if (attack.happening.kind === 'asks') return `end of the asks: ${this.knownCount} servers are known`;
    this.#parts.floods.end(attack);
    return 'end of the flood';
  }

  readonly #ask: Handler = (number) => {
    if (!this.#goingOn.has(number)) return;
    this.#askOnce(this.#attacks[number]!);
    this.#scheduleAsk(number);
  };

  /** Asks of an attack are a Poisson process. */
  #scheduleAsk(number: number): void {
    const { happening, chance } = this.#attacks[number]!;
    const afterUs = Math.round((chance.exponential() * SECOND) / happening.perSecond);
    this.#parts.kernel.scheduleAfter(afterUs as Duration, this.#askHandler!, number);
  }

  /** The server that an attacker is named, or NO_SERVER. */
  #askOnce({ aim, sources, chance }: Attack): number {
    const { balancers, choice, kernel, collector } = this.#parts;
    const aimed = aim === null || aim.balancers.length === 0 ? null : aim.balancers;
    const pick = Math.floor(chance.uniform() * (aimed?.length ?? balancers.count));
    const balancer = aimed === null ? pick : aimed[pick]!;
    if (balancers.answerOf(balancer) !== ANSWERS || chance.uniform() < this.lossOf(balancer)) return NO_SERVER;
    collector.count(COUNTER.attackAsks, kernel.now);
    if (balancers.serve(balancer, kernel.now) === TURNED_AWAY) return NO_SERVER;
    const server = choice.pick(
      balancer,
      sourceOf(sources, chance.uniform()),
      chance.uint32(),
      chance.uint32(),
      kernel.now,
    );
    if (server !== NO_SERVER && this.#isKnown[server] === 0) {
      this.#isKnown[server] = 1;
      collector.count(COUNTER.addressesKnown, kernel.now);
    }
    return server;
  }

  readonly #follow: Handler = (number) => {
    if (!this.#goingOn.has(number)) return;
    const { floods, kernel, nameOf } = this.#parts;
    const attack = this.#attacks[number]!;
    const { happening } = attack;
    const named = floods.targetsOf(attack).map(() => this.#askOnce({ ...attack, aim: null }));
    const machines = [...new Set(named)].filter((server) => server !== NO_SERVER);
    if (machines.length > 0) {
      floods.aim(attack, machines);
      attack.note(`the flood goes to ${machines.map(nameOf).join(', ')}`);
    }
    if (happening.kind === 'flood') kernel.scheduleAfter(happening.followEvery!, this.#followHandler!, number);
  };

  #machinesOf({ members, balancers }: Pick<NonNullable<Attack['aim']>, 'members' | 'balancers'>): number[] {
    return [...new Set([...members, ...balancers.map((balancer) => this.#machineOf(balancer))])];
  }

  /** A balancer is flooded with the server that it runs on. */
  #machineOf(balancer: number): number {
    return this.#parts.balancers.hostOf(balancer) ?? this.#parts.fleet.plan.slotCount + balancer;
  }

  #running(): number[] {
    const { fleet } = this.#parts;
    return [...fleet.backendOf.keys()].filter((member) => fleet.isRunning(member));
  }
}

/** The client network of an attacker's machine. */
function sourceOf(sources: Float64Array, uniform: number): number {
  let left = uniform;
  let last = 0;
  for (let network = 0; network < sources.length; network++) {
    if (sources[network] === 0) continue;
    last = network;
    left -= sources[network]!;
    if (left < 0) break;
  }
  return last;
}
