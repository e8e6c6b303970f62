/**
 * A catchment of the user's own: each network's order of PoPs, as a module says it, over what the profile draws.
 */
import { RandomStreams } from '../kernel/random-streams.ts';
import { toMs } from '../kernel/time.ts';
import type { ReorderPops } from '../world/world.ts';
import type { Metro, Pop } from '../world/world-data.ts';
import { ModuleFault, returnedText } from './module-fault.ts';
import { type CustomModules, callModule, moduleOf, type ResolvedModule } from './module-library.ts';
import type { Catchment, Place } from './policy-interface.ts';

/** @param seed the world's own, so that the map stays the same from run to run */
export function ownCatchment(reference: ResolvedModule, modules: CustomModules, seed: string): ReorderPops {
  const module = moduleOf(modules, 'catchment', reference);
  const who = `catchment ${reference.name} (${reference.module})`;
  const streams = new RandomStreams(seed, 0);
  return (pops) => {
    const context = { options: reference.options, pops: pops.map(placeOf) };
    const catchment: unknown = callModule(`${who}, create`, () => module.create(context));
    if (!isCatchment(catchment)) {
      throw new ModuleFault(`${who}: create returned ${returnedText(catchment)}; expected an object with order`);
    }
    return ({ id, share }, metro, rttsUs, byProfile) => {
      const network = {
        id,
        share,
        metro: placeOf(metro),
        byProfile,
        rttMs: Float64Array.from(rttsUs, toMs),
        stream: streams.stream(`policy/${reference.name}/${id}`),
      };
      const where = `${who}, network ${id}`;
      return checkedOrder(
        where,
        callModule(where, () => catchment.order(network)),
        pops.length,
      );
    };
  };
}

function checkedOrder(where: string, order: unknown, popCount: number): readonly number[] {
  if (!Array.isArray(order)) {
    throw new ModuleFault(`${where}: returned ${returnedText(order)}; expected a list of PoP indexes, best first`);
  }
  const pops: readonly unknown[] = order;
  for (const [at, pop] of pops.entries()) {
    const isPop = typeof pop === 'number' && Number.isInteger(pop) && pop >= 0 && pop < popCount;
    if (!isPop) throw new ModuleFault(`${where}: item ${at} is ${returnedText(pop)}; expected 0 to ${popCount - 1}`);
    if (pops.indexOf(pop) < at) throw new ModuleFault(`${where}: item ${at} is PoP ${pop} for the second time`);
  }
  return order;
}

export function placeOf({ id, latDeg, lonDeg, country }: Metro | Pop): Place {
  return { id, latDeg, lonDeg, country };
}

function isCatchment(value: unknown): value is Catchment {
  return typeof value === 'object' && value !== null && 'order' in value && typeof value.order === 'function';
}
