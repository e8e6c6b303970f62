/**
 * What events do to a design without an edge of its own: servers suffer as everywhere; PoPs, Maglev machines, front ends and forwarding rules it has
 * none, so events on them strike nothing in it.
 */
import type { FaultTarget, PushedProtocol, ScanResult } from '../../faults/fault-target.ts';
import { ServerFaults } from './server-faults.ts';

export class EdgelessFaults extends ServerFaults implements FaultTarget {
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
