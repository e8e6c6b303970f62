/**
 * The way of each client network into the service: where BGP delivers its packets, where geo-IP has them served, and how far that is.
 *
 * The ingress PoP is the network's catchment (`ingress`); the serving PoP is the one nearest to the metro among those that work, which Google's
 * Maglev forwards to over the backbone. A PoP that fails stops serving at once and stops announcing; one that is only withdrawn goes on
 * serving what reaches it. State: reasons for which PoPs are down; each network's path and its RTT to the first-layer GFE.
 */
import type { Kernel } from '../../kernel/kernel.ts';
import type { RandomStream } from '../../kernel/random-stream.ts';
import { servingPopOf } from '../../world/geo-ip.ts';
import type { World } from '../../world/world.ts';
import { Ingress } from './ingress.ts';
import { NO_POP, Paths } from './paths.ts';

export class ClientRoutes {
  readonly #world: World;
  readonly #ingress: Ingress;
  readonly paths = new Paths();
  /** [networkCount] the path that a network's new connections take. */
  readonly #pathOf: Int32Array;
  /** [networkCount] RTT from its clients to the first-layer GFE, us. */
  readonly #edgeRttUs: Float64Array;
  /** [popCount] faults that hold a PoP's machines down. */
  readonly #popFaultCount: Uint8Array;
  /** [popCount] 1 while a PoP's machines work. */
  readonly #popServes: Uint8Array;

  constructor(world: World, kernel: Kernel) {
    this.#world = world;
    this.#popFaultCount = new Uint8Array(world.pops.length);
    this.#popServes = new Uint8Array(world.pops.length).fill(1);
    this.#ingress = new Ingress(world, kernel, (network) => this.#update(network));
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
    return ingressPop !== NO_POP && this.paths.servingPop[path] !== NO_POP && this.#popServes[ingressPop] === 1;
  }

  /** Returns whether the PoP's machines went down by this. */
  failPop(pop: number, convergence: RandomStream): boolean {
    this.#popFaultCount[pop]!++;
    if (this.#popFaultCount[pop] !== 1) return false;
    this.#popServes[pop] = 0;
    this.#ingress.goDown(pop, convergence);
    this.#updateAll();
    return true;
  }

  /** Ends one fault of a PoP, or all of them. */
  recoverPop(pop: number, endsAllFaults: boolean, convergence: RandomStream): void {
    if (this.#popFaultCount[pop] === 0) return;
    this.#popFaultCount[pop] = endsAllFaults ? 0 : this.#popFaultCount[pop]! - 1;
    if (this.#popFaultCount[pop] !== 0) return;
    this.#popServes[pop] = 1;
    this.#ingress.comeUp(pop, convergence);
    this.#updateAll();
  }

  withdrawPop(pop: number, convergence: RandomStream): void {
    this.#ingress.withdraw(pop, convergence);
  }

  announcePop(pop: number, endsAllWithdrawals: boolean, convergence: RandomStream): void {
    this.#ingress.announce(pop, endsAllWithdrawals, convergence);
  }

  #updateAll(): void {
    for (let network = 0; network < this.#pathOf.length; network++) this.#update(network);
  }

  #update(network: number): void {
    const world = this.#world;
    const metroIndex = world.networks[network]!.metroIndex;
    const ingressPop = this.#ingress.popOf[network]!;
    const servingPop = servingPopOf(world.geoIpOrder, metroIndex, this.#popServes);
    this.#pathOf[network] = this.paths.numberOf(metroIndex, ingressPop, servingPop);
    if (ingressPop === NO_POP || servingPop === NO_POP) return;
    const popCount = world.pops.length;
    this.#edgeRttUs[network] =
      world.networkPopRttUs[network * popCount + ingressPop]! + world.popPopRttUs[ingressPop * popCount + servingPop]!;
  }
}
