/**
 * What events do to the anycast proxy: each goes to the part that it strikes, and the
 * connections that this costs are broken.
 */
import type { Attack } from '../../faults/attack.ts';
import type { FaultTarget, Push, PushedProtocol, ScanResult } from '../../faults/fault-target.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { RandomStream } from '../../kernel/random-stream.ts';
import type { Duration } from '../../kernel/time.ts';
import { ADDRESS_LOST, FRONT_END_LOST, POP_LOST, SECOND_LAYER_LOST } from '../../metrics/break-cause.ts';
import type { ServiceProtocol } from '../../scenario/service-protocol.ts';
import { ServerFaults, type ServerParts } from '../parts/server-faults.ts';
import type { ClientRoutes } from './client-routes.ts';
import type { EdgeFloods } from './edge-floods.ts';
import type { MaglevTier } from './maglev-tier.ts';
import { scanPorts } from './port-scan.ts';
import type { ProtocolPushes } from './protocol-pushes.ts';
import type { SecondLayerMachines } from './second-layer-machines.ts';
import type { ServiceAddress } from './service-address.ts';

/** The parts of the proxy that events can strike. */
export interface StruckParts extends ServerParts {
  readonly routes: ClientRoutes;
  readonly maglevTier: MaglevTier;
  readonly secondLayerMachines: SecondLayerMachines;
  readonly address: ServiceAddress;
  readonly floods: EdgeFloods;
  readonly kernel: Kernel;
  readonly isPremium: boolean;
  /** `null` in a design without a proxy. */
  readonly protocolPushes: ProtocolPushes | null;
  /** Client networks. */
  readonly networkCount: number;
}

export class ProxyFaults extends ServerFaults implements FaultTarget {
  readonly #parts: StruckParts;

  constructor(parts: StruckParts) {
    super(parts);
    this.#parts = parts;
  }

  failPop(pop: number, convergence: RandomStream): number {
    return this.#parts.routes.failPop(pop, convergence) ? this.popLost(pop) : 0;
  }

  recoverPop(pop: number, endsAllFaults: boolean, convergence: RandomStream): number {
    const { routes, maglevTier } = this.#parts;
    if (routes.recoverPop(pop, endsAllFaults, convergence)) maglevTier.restartPop(pop);
    return 0;
  }

  withdrawPop(pop: number, convergence: RandomStream): number {
    this.#parts.routes.withdrawPop(pop, convergence);
    return 0;
  }

  announcePop(pop: number, endsAllWithdrawals: boolean, convergence: RandomStream): number {
    this.#parts.routes.announcePop(pop, endsAllWithdrawals, convergence);
    return 0;
  }

  failMaglevs(machines: readonly number[], chance: RandomStream): number {
    const { maglevTier } = this.#parts;
    return this.#machinesChanged(
      machines.filter((machine) => maglevTier.failMachine(machine)),
      chance,
    );
  }

  recoverMaglevs(machines: readonly number[], endsAllFaults: boolean, chance: RandomStream): number {
    const { maglevTier } = this.#parts;
    return this.#machinesChanged(
      machines.filter((machine) => maglevTier.recoverMachine(machine, endsAllFaults)),
      chance,
    );
  }

  failGfes(gfes: readonly number[], chance: RandomStream): number {
    const { maglevTier, connections, routes, disconnection } = this.#parts;
    const { frontEnds } = maglevTier;
    const wentDown = new Set(gfes.filter((gfe) => frontEnds.fail(gfe)));
    this.#frontEndsChanged(gfes, chance);
    const isHit = (row: number): boolean => {
      const pop = routes.paths.servingPop[connections.path(row)]!;
      return wentDown.has(pop * frontEnds.count + connections.firstLayerGfe(row));
    };
    return disconnection.breakWhere(isHit, 'timeOut', FRONT_END_LOST);
  }

  recoverGfes(gfes: readonly number[], endsAllFaults: boolean, chance: RandomStream): number {
    for (const gfe of gfes) this.#parts.maglevTier.frontEnds.recover(gfe, endsAllFaults);
    return this.#frontEndsChanged(gfes, chance);
  }

  drainGfes(gfes: readonly number[], chance: RandomStream): number {
    for (const gfe of gfes) this.#parts.maglevTier.frontEnds.drain(gfe);
    return this.#frontEndsChanged(gfes, chance);
  }

  undrainGfes(gfes: readonly number[], chance: RandomStream): number {
    for (const gfe of gfes) this.#parts.maglevTier.frontEnds.undrain(gfe);
    return this.#frontEndsChanged(gfes, chance);
  }

  weighGfes(gfes: readonly number[], weight: number | null, chance: RandomStream): number {
    for (const gfe of gfes) this.#parts.maglevTier.frontEnds.weigh(gfe, weight);
    return this.#frontEndsChanged(gfes, chance);
  }

  failSecondLayer(gfes: readonly number[]): number {
    const { secondLayerMachines, connections, disconnection } = this.#parts;
    const wentDown = new Set(gfes.filter((gfe) => secondLayerMachines.fail(gfe)));
    return disconnection.breakWhere(
      (row) => wentDown.has(connections.secondLayerGfe(row)),
      'timeOut',
      SECOND_LAYER_LOST,
    );
  }

  recoverSecondLayer(gfes: readonly number[], endsAllFaults: boolean): number {
    for (const gfe of gfes) this.#parts.secondLayerMachines.recover(gfe, endsAllFaults);
    return 0;
  }

  drainSecondLayer(gfes: readonly number[]): number {
    for (const gfe of gfes) this.#parts.secondLayerMachines.drain(gfe);
    return 0;
  }

  undrainSecondLayer(gfes: readonly number[]): number {
    for (const gfe of gfes) this.#parts.secondLayerMachines.undrain(gfe);
    return 0;
  }

  /** Whatever it is aimed at, an attacker knows the one address only. */
  beginAttack(attack: Attack): string {
    const { perSecond, kind } = attack.happening;
    if (kind === 'asks') return 'there is no balancer to ask';
    this.#parts.floods.begin(attack);
    return `flood of ${perSecond} SYNs/s begins: ${this.#parts.floods.losingCount} PoPs lose packets`;
  }

  endAttack(attack: Attack): string {
    if (attack.happening.kind === 'asks') return 'there was no balancer to ask';
    this.#parts.floods.end(attack);
    return 'end of the flood';
  }

  scanPorts(connectionCount: number, chance: RandomStream): ScanResult {
    const { isPremium, networkCount, routes, maglevTier } = this.#parts;
    if (!isPremium) return { answeredCount: 0, gfeCount: 0, popCount: 0 };
    return scanPorts(connectionCount, networkCount, routes, maglevTier, chance);
  }

  recreateRule(dnsTtl: Duration): number | null {
    const { address, kernel, disconnection } = this.#parts;
    if (!address.recreate(kernel.now, dnsTtl)) return null;
    return disconnection.breakWhere(() => true, 'timeOut', ADDRESS_LOST);
  }

  pushProtocol(protocol: ServiceProtocol, unreachable: Duration, push: Push): PushedProtocol {
    return this.#parts.protocolPushes?.change(protocol, unreachable, push) ?? 'withoutProxy';
  }

  /** Machines went down or came up: the routers of their PoPs spread flows anew, or have nowhere left to send them. */
  #machinesChanged(machines: readonly number[], chance: RandomStream): number {
    const { maglevTier, routes } = this.#parts;
    let brokenCount = 0;
    for (const pop of new Set(machines.map((machine) => maglevTier.popOf(machine)))) {
      const hasMachines = maglevTier.hasMachines(pop);
      if (routes.setMachines(pop, hasMachines, chance)) brokenCount += this.popLost(pop);
      if (hasMachines) brokenCount += maglevTier.reroute(pop);
    }
    return brokenCount;
  }

  /** Breaks nothing at once: what it costs shows when the machines learn of it. */
  #frontEndsChanged(gfes: readonly number[], chance: RandomStream): number {
    const { maglevTier } = this.#parts;
    const pops = new Set(gfes.map((gfe) => Math.floor(gfe / maglevTier.frontEnds.count)));
    for (const pop of pops) maglevTier.frontEndsChanged(pop, chance);
    return 0;
  }

  /** A PoP is gone, and with it the connections that its GFEs hold. Returns how many established ones broke. */
  protected popLost(pop: number): number {
    const { routes, connections, disconnection } = this.#parts;
    const isServedThere = (row: number): boolean => routes.paths.servingPop[connections.path(row)] === pop;
    return disconnection.breakWhere(isServedThere, 'timeOut', POP_LOST);
  }
}
