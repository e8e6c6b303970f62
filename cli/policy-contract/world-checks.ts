/**
 * A catchment or a traffic shape of the user's own, asked about the whole shipped world: that every answer is one,
 * and the same in a second life.
 */
import { ModuleFault } from '../../sim/custom/module-fault.ts';
import type { CustomModules, ResolvedModule } from '../../sim/custom/module-library.ts';
import { ownCatchment } from '../../sim/custom/own-catchment.ts';
import { shapeTables } from '../../sim/custom/own-shape.ts';
import { MINUTES_PER_WEEK } from '../../sim/traffic/diurnal-shape.ts';
import { compileWorld, type World } from '../../sim/world/world.ts';
import type { WorldData } from '../../sim/world/world-data.ts';
import type { Failure, Property } from './property.ts';

const SEED = 'check-policy';

/** Assumption: three networks divide a metro, as by default. */
const NETWORKS_PER_METRO = 3;

export interface WorldSubject {
  readonly reference: ResolvedModule;
  readonly modules: CustomModules;
  readonly data: WorldData;
}

export const CATCHMENT_PROPERTIES: readonly Property<WorldSubject>[] = [
  {
    name: 'orders the PoPs of every network of the world, each at most once, and alike in a second life',
    binding: 'contract',
    check: (subject) =>
      twiceAlike(
        () => worldOf(subject.data, subject).preference,
        (at, { pops, networks }) => {
          return `PoP ${at % pops.length} in the order of network ${networks[Math.floor(at / pops.length)]!.id}`;
        },
        subject,
      ),
  },
];

export const SHAPE_PROPERTIES: readonly Property<WorldSubject>[] = [
  {
    name: 'gives every metro of the world a factor for every minute of a week, and alike in a second life',
    binding: 'contract',
    check: (subject) =>
      twiceAlike(
        () => {
          const tables = shapeTables(
            subject.reference,
            worldOf(subject.data, null),
            subject.modules,
            0,
            MINUTES_PER_WEEK,
          );
          const all = new Float64Array(tables.length * MINUTES_PER_WEEK);
          tables.forEach((table, metro) => void all.set(table, metro * MINUTES_PER_WEEK));
          return all;
        },
        (at, { metros }) => `minute ${at % MINUTES_PER_WEEK} of metro ${metros[Math.floor(at / MINUTES_PER_WEEK)]!.id}`,
        subject,
      ),
  },
];

function twiceAlike(
  answers: () => ArrayLike<number>,
  nameOf: (at: number, world: World) => string,
  { data }: WorldSubject,
): Failure | null {
  try {
    const [first, second] = [answers(), answers()];
    const at = Array.from(first).findIndex((answer, index) => answer !== second[index]);
    if (at < 0) return null;
    return { what: `answered ${first[at]}, then ${second[at]}`, question: [nameOf(at, worldOf(data, null))] };
  } catch (error) {
    if (!(error instanceof ModuleFault)) throw error;
    return { what: error.message, question: [] };
  }
}

function worldOf(data: WorldData, own: WorldSubject | null): World {
  return compileWorld(data, {
    metroIds: null,
    popIds: null,
    metroWeights: 'internetUsers',
    networksPerMetro: NETWORKS_PER_METRO,
    catchment: 'cdn-2021',
    reorder: own === null ? null : ownCatchment(own.reference, own.modules, SEED),
    preferences: {},
    seed: SEED,
  });
}
