/**
 * A rolling upgrade or restart: the Maglev machines of a PoP, or the members of a backend, are out one after the other,
 * so that the others carry the load meanwhile. A restart of all Maglevs can last over an hour (Eisenbud et al., NSDI
 * 2016, section 3.3). Several PoPs go side by side.
 */
import { after, duration, type SimTime } from '../kernel/time.ts';
import type { ResolvedEvent } from '../scenario/resolved-scenario.ts';

export interface UpgradeStep {
  readonly at: SimTime;
  /** Number of the machine within its PoP, or of the member in its turn. */
  readonly machine: number;
  /** It goes out, or comes back. */
  readonly isOut: boolean;
}

/** In order of time; none for another event. */
export function upgradeSteps({ at, upgrade }: ResolvedEvent, machineCount: number): UpgradeStep[] {
  if (upgrade === null) return [];
  return Array.from({ length: machineCount }, (_, machine) => {
    const outAt = after(at, duration(machine * (upgrade.downtime + upgrade.gap)));
    return [
      { at: outAt, machine, isOut: true },
      { at: after(outAt, upgrade.downtime), machine, isOut: false },
    ];
  }).flat();
}
