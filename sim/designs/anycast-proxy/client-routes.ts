/**
 * The way of each client network into the service: where BGP delivers its packets, where geo-IP has
 * them served, and how far that is.
 *
 * The ingress PoP is the network's catchment (`ingress`); which PoP serves is up to the network tier
 * (`network-tier`). A PoP that fails, or has no Maglev machine left to announce the address, stops serving at once
 * and stops announcing; one without GFEs in service still forwards to another (Eisenbud et al., NSDI 2016, section
 * 4.2); one that is only withdrawn goes on serving what reaches it. State: what each PoP lacks; each network's path
 * and its RTT to the first-layer GFE.
 */
import type { Kernel } from '../../kernel/kernel.ts';
import type { RandomStream } from '../../kernel/random-stream.ts';
import type { World } from '../../world/world.ts';
import { NO_POP, Paths } from '../parts/paths.ts';
import { Ingress } from './ingress.ts';
import type { NetworkTier } from './network-tier.ts';

export interface PopState {
  /** It announces the address when nothing is wrong. */
  readonly isOfService: boolean;
  readonly isWithdrawn: boolean;
  /** A fault holds all of it down. */
  readonly isFaulty: boolean;
  readonly hasMachines: boolean;
  /** Its Maglev machines know of a GFE. */
  readonly hasFrontEnds: boolean;
}

export class ClientRoutes {
  readonly #world: World;
  readonly #tier: NetworkTier;
  readonly #ingress: Ingress;
  readonly paths = new Paths();
  /** [networkCount] the path that a network's new connections take. */
  readonly #pathOf: Int32Array;
  /** [networkCount] RTT from its clients to the first-layer GFE, us. */
  readonly #edgeRttUs: Float64Array;
  /** [popCount] faults that hold all of a PoP down. */
  readonly #popFaultCount: Uint8Array;
  /** [popCount] 1 while a PoP has a Maglev machine. */
  readonly #hasMachines: Uint8Array;
  /** [popCount] 1 while a PoP has a GFE that its Maglev machines know of. */
  readonly #hasFrontEnds: Uint8Array;
  /** [popCount] 1 while packets that reach a PoP are forwarded: it is not down and has machines. */
  readonly #popForwards: Uint8Array;
  /** [popCount] 1 while it forwards and has GFEs. */
  readonly #popServes: Uint8Array;

  constructor(world: World, tier: NetworkTier, kernel: Kernel) {
    this.#world = world;
    this.#tier = tier;
    this.#popFaultCount = new Uint8Array(world.pops.length);
    this.#hasMachines = new Uint8Array(world.pops.length).fill(1);
    this.#hasFrontEnds = new Uint8Array(world.pops.length).fill(1);
    this.#popForwards = new Uint8Array(world.pops.length).fill(1);
    this.#popServes = new Uint8Array(world.pops.length).fill(1);
    this.#ingress = new Ingress(world, kernel, tier.isOfService, (network) => this.#update(network));
    this.#pathOf = new Int32Array(world.networks.length);
    this.#edgeRttUs = new Float64Array(world.networks.length);
    this.#updateAll();
  }

  /** Path of a network's new connections. Hot. */
  pathOf(network: number): number {
    return this.#pathOf[network]!;
  }

  /** RTT from a network's clients to the first-layer GFE, us. Hot. */
  edgeRttUs(network: number): number {
    return this.#edgeRttUs[network]!;
  }

  /** Whether a SYN on this path is answered: the VIP is announced, and the PoP that packets go to works. Hot. */
  isAnswered(path: number): boolean {
    const ingressPop = this.paths.ingressPop[path]!;
    return ingressPop !== NO_POP && this.paths.servingPop[path] !== NO_POP && this.#popForwards[ingressPop] === 1;
  }

  /** Whether who serves is where the packets came in, rather than where geo-IP says. */
  get isRegional(): boolean {
    return this.#tier.onlyRegion !== null;
  }

  /** What a PoP does and lacks at this instant: for explanations. */
  stateOf(pop: number): PopState {
    return {
      isOfService: this.#tier.isOfService[pop] === 1,
      isWithdrawn: this.#ingress.isWithdrawn(pop),
      isFaulty: this.#popFaultCount[pop] !== 0,
      hasMachines: this.#hasMachines[pop] === 1,
      hasFrontEnds: this.#hasFrontEnds[pop] === 1,
    };
  }

  /** Returns whether the PoP went down by this. */
  failPop(pop: number, convergence: RandomStream): boolean {
    this.#popFaultCount[pop]!++;
    return this.#review(pop, convergence) && this.#popForwards[pop] === 0;
  }

  /** Ends one fault of a PoP, or all of them. Returns whether none is left that was there before. */
  recoverPop(pop: number, endsAllFaults: boolean, convergence: RandomStream): boolean {
    if (this.#popFaultCount[pop] === 0) return false;
    this.#popFaultCount[pop] = endsAllFaults ? 0 : this.#popFaultCount[pop]! - 1;
    this.#review(pop, convergence);
    return this.#popFaultCount[pop] === 0;
  }

  /** The last Maglev machine of a PoP is gone, or the first is back. Returns whether the PoP went down by this. */
  setMachines(pop: number, hasAny: boolean, convergence: RandomStream): boolean {
    this.#hasMachines[pop] = hasAny ? 1 : 0;
    return this.#review(pop, convergence) && !hasAny;
  }

  /** The last GFE of a PoP is out of service, or the first is back. */
  setFrontEnds(pop: number, hasAny: boolean): void {
    this.#hasFrontEnds[pop] = hasAny ? 1 : 0;
    this.#reviewServing(pop);
  }

  withdrawPop(pop: number, convergence: RandomStream): void {
    this.#ingress.withdraw(pop, convergence);
  }

  announcePop(pop: number, endsAllWithdrawals: boolean, convergence: RandomStream): void {
    this.#ingress.announce(pop, endsAllWithdrawals, convergence);
  }

  /** Returns whether a PoP went down or came up. */
  #review(pop: number, convergence: RandomStream): boolean {
    const forwards = this.#popFaultCount[pop] === 0 && this.#hasMachines[pop] === 1 ? 1 : 0;
    if (forwards === this.#popForwards[pop]) return false;
    this.#popForwards[pop] = forwards;
    if (forwards === 1) this.#ingress.comeUp(pop, convergence);
    else this.#ingress.goDown(pop, convergence);
    this.#reviewServing(pop);
    return true;
  }

  #reviewServing(pop: number): void {
    const serves = this.#popForwards[pop]! & this.#hasFrontEnds[pop]!;
    if (serves === this.#popServes[pop]) return;
    this.#popServes[pop] = serves;
    this.#updateAll();
  }

  #updateAll(): void {
    for (let network = 0; network < this.#pathOf.length; network++) this.#update(network);
  }

  #update(network: number): void {
    const world = this.#world;
    const metroIndex = world.networks[network]!.metroIndex;
    const ingressPop = this.#ingress.popOf[network]!;
    const servingPop = this.#tier.servingPopOf(metroIndex, ingressPop, this.#popServes);
    this.#pathOf[network] = this.paths.numberOf(metroIndex, ingressPop, servingPop);
    if (ingressPop === NO_POP || servingPop === NO_POP) return;
    const popCount = world.pops.length;
    this.#edgeRttUs[network] =
      world.networkPopRttUs[network * popCount + ingressPop]! + world.popPopRttUs[ingressPop * popCount + servingPop]!;
  }
}
