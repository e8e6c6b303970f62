/**
 * How a client finds a balancer: by a DNS name, of which resolvers and the client itself keep copies (`naming`), and
 * by trying its addresses in turn.
 *
 * `dnsRoundRobin`: the name has the addresses of all balancers, less those that were withdrawn; of nobody but failed
 * ones it has all, because an empty answer helps nobody (so does Route 53). `failover`: one address, which the next
 * working balancer takes over some time after the active one has failed. `dnsFailover`: the name has the active one's
 * address, and some time after its failure that of the next. Event: `discovery.takeOver`.
 */
import { ANSWERS } from '../../fleet/answer.ts';
import type { HandlerId, Kernel } from '../../kernel/kernel.ts';
import type { ResolvedNaming } from '../../scenario/resolved-naming.ts';
import { balancerName, type ResolvedBalancers } from '../../scenario/resolved-redirect.ts';
import type { DesignContext } from '../design-run.ts';
import { Authority } from '../naming/authority.ts';
import { NameCaches, NO_ADDRESS } from '../naming/name-caches.ts';
import { NameRecord } from '../naming/name-record.ts';
import { attemptUs } from '../naming/patience.ts';
import { Withdrawals } from '../naming/withdrawals.ts';
import type { Balancers } from './balancers.ts';

/** The client has no more address to try. */
export const NO_BALANCER = -1;

const NO_EVENT = -1;

export class Discovery {
  readonly #config: ResolvedBalancers;
  readonly #naming: ResolvedNaming;
  readonly #balancers: Balancers;
  readonly #kernel: Kernel;
  readonly #takeOverHandler: HandlerId;
  readonly #note: (what: string) => void;
  readonly #record: NameRecord;
  readonly #withdrawals: Withdrawals;
  readonly #caches: NameCaches;
  /** With `failover` and `dnsFailover`: who is active. */
  #active = 0;
  #pending = NO_EVENT;

  /** @param rttsUs from client networks to regions [networkCount][regionCount] */
  constructor(
    context: DesignContext,
    config: ResolvedBalancers,
    naming: ResolvedNaming,
    balancers: Balancers,
    rttsUs: Float64Array,
  ) {
    const { kernel } = context;
    this.#config = config;
    this.#naming = naming;
    this.#balancers = balancers;
    this.#kernel = kernel;
    this.#note = (what) => context.note('discovery', what);
    this.#takeOverHandler = kernel.register('discovery.takeOver', () => this.#takeOver());
    const regionOf = Int16Array.from({ length: balancers.count }, (_, balancer) => balancers.regionOf(balancer));
    this.#record = new NameRecord(regionOf);
    this.#withdrawals = new Withdrawals(
      kernel,
      balancers.count,
      config.discovery === 'dnsRoundRobin' ? naming.withdrawAfter : null,
      (balancer) => balancers.answerOf(balancer) === ANSWERS,
      (balancer, isWithdrawn) => {
        this.#publish();
        this.#note(`${balancerName(balancer)} ${isWithdrawn ? 'taken out of' : 'put back into'} the DNS record`);
      },
    );
    this.#publish();
    const authority = new Authority(context, naming, this.#record, [...new Set(regionOf)], rttsUs);
    this.#caches = new NameCaches(context, naming, this.#record, authority);
  }

  /** The client looks up the name if it has to; returns how long that takes, us. Hot. */
  lookUp(network: number, client: number): number {
    return this.#caches.lookUp(network, client, this.#kernel.now);
  }

  /**
   * The balancer behind the address that a client tries; NO_BALANCER when it has tried all it knows. Hot.
   *
   * @param tryNumber from 0, of this ask
   */
  balancerFor(client: number, tryNumber: number): number {
    const address = this.#caches.addressOf(client, tryNumber);
    if (address === NO_ADDRESS) return NO_BALANCER;
    this.#caches.sentTo(address, this.#kernel.now);
    return this.#config.discovery === 'failover' ? this.#active : address;
  }

  /** How long a client waits for a balancer that does not answer before it tries the next, or gives up, us. */
  patienceUs(client: number, tryNumber: number): number {
    return attemptUs(this.#naming, tryNumber + 1 < this.#caches.countOf(client));
  }

  /** Somebody else has taken the client's place. */
  forget(client: number): void {
    this.#caches.forget(client);
  }

  /** To be called when what a balancer answers has changed. */
  balancerChanged(balancer: number): void {
    if (this.#config.discovery === 'dnsRoundRobin') this.#withdrawals.review(balancer);
    else this.#reviewActive();
  }

  #reviewActive(): void {
    const isDown = this.#balancers.answerOf(this.#active) !== ANSWERS;
    if (!isDown && this.#pending !== NO_EVENT) {
      this.#kernel.cancel(this.#pending);
      this.#pending = NO_EVENT;
    }
    if (isDown && this.#pending === NO_EVENT) {
      this.#pending = this.#kernel.scheduleAfter(this.#config.takeover, this.#takeOverHandler, 0);
    }
  }

  /** The next one that works is active from now on; where none does, it stays, and the first to come back is. */
  #takeOver(): void {
    this.#pending = NO_EVENT;
    const { count } = this.#balancers;
    for (let step = 1; step < count; step++) {
      const next = (this.#active + step) % count;
      if (this.#balancers.answerOf(next) !== ANSWERS) continue;
      this.#active = next;
      this.#publish();
      const what = this.#config.discovery === 'failover' ? 'has the address' : 'is in the DNS record';
      this.#note(`${balancerName(next)} ${what}`);
      return;
    }
    this.#reviewActive();
  }

  /**
   * What the record has from now on. With `failover` that is always the one address, under the first balancer's number.
   */
  #publish(): void {
    const { discovery } = this.#config;
    const all = [...Array(this.#balancers.count).keys()];
    const kept = all.filter((balancer) => !this.#withdrawals.isWithdrawn(balancer));
    const listed = {
      dnsRoundRobin: kept.length > 0 ? kept : all,
      failover: [0],
      dnsFailover: [this.#active],
    }[discovery];
    this.#record.publish(Int32Array.from(listed));
  }
}
