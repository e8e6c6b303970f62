/**
 * What events do to a design without an edge of its own: servers suffer as everywhere; PoPs, Maglev machines, front
 * ends and forwarding rules it has none, so events on them strike nothing in it.
 */
import type { Attack } from '../../faults/attack.ts';
import type { FaultTarget, PushedProtocol, ScanResult } from '../../faults/fault-target.ts';
import { ServerFaults, type ServerParts } from './server-faults.ts';
import type { ServerFloods } from './server-floods.ts';

export interface EdgelessParts extends ServerParts {
  readonly floods: ServerFloods;
}

export class EdgelessFaults extends ServerFaults implements FaultTarget {
  readonly #parts: EdgelessParts;

  constructor(parts: EdgelessParts) {
    super(parts);
    this.#parts = parts;
  }

  failPop(): number {
    return 0;
  }

  recoverPop(): number {
    return 0;
  }

  withdrawPop(): number {
    return 0;
  }

  announcePop(): number {
    return 0;
  }

  failMaglevs(): number {
    return 0;
  }

  recoverMaglevs(): number {
    return 0;
  }

  failGfes(): number {
    return 0;
  }

  recoverGfes(): number {
    return 0;
  }

  drainGfes(): number {
    return 0;
  }

  undrainGfes(): number {
    return 0;
  }

  weighGfes(): number {
    return 0;
  }

  failSecondLayer(): number {
    return 0;
  }

  recoverSecondLayer(): number {
    return 0;
  }

  drainSecondLayer(): number {
    return 0;
  }

  undrainSecondLayer(): number {
    return 0;
  }

  /** A server's address is public: DNS, or a balancer, tells it to anybody. */
  beginAttack(attack: Attack): string {
    const { happening, aim } = attack;
    if (happening.kind === 'asks') return 'there is no balancer to ask';
    const { floods, fleet } = this.#parts;
    const isAimed = aim !== null && aim.members.length > 0;
    const members = isAimed ? aim.members : [...fleet.backendOf.keys()].filter((member) => fleet.isRunning(member));
    floods.aim(attack, members);
    const losing = members.filter((member) => floods.loss[member]! > 0).length;
    return `flood of ${happening.perSecond} SYNs/s begins: at ${members.length} servers, ${losing} of which lose packets`;
  }

  endAttack(attack: Attack): string {
    if (attack.happening.kind === 'asks') return 'there was no balancer to ask';
    this.#parts.floods.end(attack);
    return 'end of the flood';
  }

  scanPorts(): ScanResult {
    return { answeredCount: 0, gfeCount: 0, popCount: 0 };
  }

  recreateRule(): number | null {
    return null;
  }

  pushProtocol(): PushedProtocol {
    return 'withoutProxy';
  }
}
