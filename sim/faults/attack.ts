/** An attack on a design at work: what is sent, at which of its machines, and whence. */
import type { RandomStream } from '../kernel/random-stream.ts';
import type { AsksHappening, FloodHappening } from '../scenario/resolved-attack.ts';
import type { World } from '../world/world.ts';
import type { EventTargets } from './event-targets.ts';

export interface Attack {
  readonly happening: FloodHappening | AsksHappening;
  /** What is aimed at; `null`: whatever can be reached. */
  readonly aim: Pick<EventTargets, 'members' | 'balancers' | 'tiers'> | null;
  /** Share of the attacker's packets that come from each client network [networkCount]. */
  readonly sources: Float64Array;
  readonly chance: RandomStream;
  /** Takes down what the attacker does of its own accord. */
  readonly note: (what: string) => void;
}

/** By the traffic of the metros that are named, or of all. */
export function attackSources({ networks, metros }: World, metroIds: readonly string[] | null): Float64Array {
  const isFrom = (metroIndex: number): boolean => metroIds?.includes(metros[metroIndex]!.id) ?? true;
  const weights = Float64Array.from(networks, ({ metroIndex, share }) => (isFrom(metroIndex) ? share : 0));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  // Metros without clients of their own: evenly.
  if (sum === 0) {
    const count = networks.filter(({ metroIndex }) => isFrom(metroIndex)).length;
    return Float64Array.from(networks, ({ metroIndex }) => (isFrom(metroIndex) ? 1 / count : 0));
  }
  return weights.map((weight) => weight / sum);
}
