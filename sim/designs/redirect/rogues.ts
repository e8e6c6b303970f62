/**
 * Servers of an attacker that register with the balancers as any server does, and are named to clients as any server
 * is, until somebody finds out (hole H13).
 *
 * They serve like the others, so that no client leaves them: whoever was told one keeps to it after it was found,
 * until its lease ends. Assumption: they have a certificate that clients take, since the key of all servers is on
 * each of them (F16), and balancers ask for no proof. Before they register they are nowhere. Events:
 * `rogues.register`, `rogues.found`.
 */
import type { Kernel } from '../../kernel/kernel.ts';
import { after, TIME_ZERO } from '../../kernel/time.ts';
import type { Collector } from '../../metrics/collector.ts';
import { COUNTER } from '../../metrics/counters.ts';
import { COMPLETED, RESET, UNFINISHED } from '../../metrics/outcome.ts';
import type { ResolvedRogue } from '../../scenario/resolved-forum-options.ts';
import type { DesignContext } from '../design-run.ts';

/** What balancers are told of them. */
export interface Registry {
  memberChanged(member: number): void;
  memberLeft(member: number): void;
}

export class Rogues {
  readonly #kernel: Kernel;
  readonly #collector: Collector;
  readonly #exposedBytes: number;
  readonly #members: ReadonlySet<number>;
  /** [clientCount] 1 for those whom a rogue has served. */
  readonly #isExposed: Uint8Array;
  #isRegistered = false;

  constructor(
    { plan, kernel, collector, population, traffic, note }: DesignContext,
    rogue: ResolvedRogue,
    registry: Registry,
  ) {
    this.#kernel = kernel;
    this.#collector = collector;
    this.#exposedBytes = (traffic.payload?.requestBytes ?? 0) + (traffic.payload?.responseBytes ?? 0);
    const own = plan.backends.filter(({ backendId }) => backendId === rogue.backend);
    this.#members = new Set(
      own.flatMap(({ firstMember, slotCount }) =>
        Array.from({ length: slotCount }, (_, number) => firstMember + number),
      ),
    );
    this.#isExposed = new Uint8Array(population.clientCount);
    for (const member of this.#members) collector.memberAbsent(member);
    const register = kernel.register('rogues.register', () => {
      this.#isRegistered = true;
      for (const member of this.#members) registry.memberChanged(member);
      note('rogue', `${this.#members.size} servers of an attacker register`);
    });
    const found = kernel.register('rogues.found', () => {
      this.#isRegistered = false;
      for (const member of this.#members) registry.memberLeft(member);
      note('rogue', `the servers of the attacker are found, and off all lists`);
    });
    const at = after(TIME_ZERO, rogue.registersAt);
    kernel.schedule(at, register, 0);
    kernel.schedule(after(at, rogue.foundAfter), found, 0);
  }

  /** Whether a server says nothing to balancers now, because it is none of theirs. */
  isSilent(member: number): boolean {
    return !this.#isRegistered && this.#members.has(member);
  }

  /** A try at a server is over: counts what an attacker has seen. */
  ended(client: number, server: number, outcome: number): void {
    if (!this.#members.has(server) || !(outcome === COMPLETED || outcome === RESET || outcome === UNFINISHED)) return;
    const { now } = this.#kernel;
    this.#collector.count(COUNTER.exposed, now);
    if (this.#exposedBytes > 0) this.#collector.count(COUNTER.exposedBytes, now, this.#exposedBytes);
    if (this.#isExposed[client] === 1) return;
    this.#isExposed[client] = 1;
    this.#collector.count(COUNTER.exposedClients, now);
  }

  /** Somebody else has taken a client's place. */
  forget(client: number): void {
    this.#isExposed[client] = 0;
  }
}
