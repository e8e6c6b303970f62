/**
 * A traffic shape of the user's own, asked once for every metro and minute of the run: arrivals then follow a table.
 */
import type { ResolvedScenario } from '../scenario/resolved-scenario.ts';
import { MINUTES_PER_WEEK } from '../traffic/diurnal-shape.ts';
import type { World } from '../world/world.ts';
import { ModuleFault, returnedText } from './module-fault.ts';
import { type CustomModules, callModule, moduleOf, type ResolvedModule } from './module-library.ts';
import { placeOf } from './own-catchment.ts';
import type { TrafficShape } from './policy-interface.ts';

const MINUTE_US = 60_000_000;

/** A rate that is this many times the ordinary is taken for a slip (assumption): the run would not end. */
const FACTOR_MAX = 1_000;

/** What none is counted as, for arrivals are spaced by the inverse of the rate: a connection in decades. */
const FACTOR_MIN = 1e-9;

/** [metroCount][minute of the run]; `null` where the shape is built in. Cost: metros x minutes calls. */
export function ownShapeTables(
  { traffic, time }: ResolvedScenario,
  world: World,
  modules: CustomModules,
): Float64Array[] | null {
  if (typeof traffic.shape === 'string') return null;
  return shapeTables(traffic.shape, world, modules, time.startsAtUtcMinute, Math.ceil(time.duration / MINUTE_US));
}

/** @param startUtcMinute minutes from Monday 00:00 UTC to the start */
export function shapeTables(
  reference: ResolvedModule,
  world: World,
  modules: CustomModules,
  startUtcMinute: number,
  minuteCount: number,
): Float64Array[] {
  const module = moduleOf(modules, 'trafficShape', reference);
  const who = `traffic shape ${reference.name} (${reference.module})`;
  const shape: unknown = callModule(`${who}, create`, () => module.create({ options: reference.options }));
  if (!isShape(shape)) {
    throw new ModuleFault(`${who}: create returned ${returnedText(shape)}; expected an object with factor`);
  }
  return world.metros.map((metro) => {
    const place = placeOf(metro);
    const start = startUtcMinute + metro.utcOffsetMinutes + MINUTES_PER_WEEK;
    const table = new Float64Array(minuteCount);
    for (let minute = 0; minute < minuteCount; minute++) {
      const minuteOfRun = minute + 0.5;
      const moment = { minuteOfRun, localMinuteOfWeek: (start + minuteOfRun) % MINUTES_PER_WEEK };
      const where = `${who}, metro ${metro.id}, minute ${minute} of the run`;
      table[minute] = checkedFactor(
        where,
        callModule(where, () => shape.factor(place, moment)),
      );
    }
    return table;
  });
}

function checkedFactor(where: string, factor: unknown): number {
  if (typeof factor === 'number' && factor >= 0 && factor <= FACTOR_MAX) return Math.max(factor, FACTOR_MIN);
  throw new ModuleFault(`${where}: returned ${returnedText(factor)}; expected a number from 0 to ${FACTOR_MAX}`);
}

function isShape(value: unknown): value is TrafficShape {
  return typeof value === 'object' && value !== null && 'factor' in value && typeof value.factor === 'function';
}
