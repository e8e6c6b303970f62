/**
 * What a user asks `spillway explain`: flags turned into a design, a metro and a window of the run, or a
 * message that says what there is.
 */
import type { Model } from '../../sim/index.ts';
import { toMs } from '../../sim/kernel/time.ts';
import type { TrailAsk } from '../../sim/metrics/trail/trail-ask.ts';
import { instantOf, knownInstants } from '../../sim/scenario/instants.ts';
import { nearest } from '../../sim/scenario/suggest.ts';
import { parseDurationUs } from '../../sim/scenario/units.ts';
import { arrivalsNear } from '../../sim/traffic/metro-arrivals.ts';
import { formatClock, formatInstant } from '../../viz/format.ts';
import { UserError } from '../user-error.ts';
import { COUNT_MAX } from './trail-count.ts';

export interface QuestionFlags {
  readonly design?: string | undefined;
  readonly metro?: string | undefined;
  readonly at: string;
  readonly for?: string | undefined;
  readonly count?: number | undefined;
  readonly replication: number;
}

export interface TrailQuestion {
  readonly designIndex: number;
  readonly ask: TrailAsk;
}

/** A window that the user does not give. */
const DEFAULT_WINDOW = '10s';

/** @throws UserError where a flag names nothing, or no connection comes in the window */
export function trailQuestion(model: Model, flags: QuestionFlags): TrailQuestion {
  const { scenario, world } = model;
  const designIds = scenario.designs.map(({ id }) => id);
  const metroIds = world.metros.map(({ id }) => id);
  const designIndex = chosen('design', flags.design, designIds);
  const metroIndex = chosen('metro', flags.metro, metroIds);
  assertReplication(flags.replication, scenario.experiment.replications);
  const fromUs = instant(flags.at, model);
  const lengthUs = parseDurationUs(flags.for ?? DEFAULT_WINDOW);
  if (lengthUs === null || lengthUs === 0)
    throw new UserError(`--for: expected a duration such as 10s or 1m30s; got "${flags.for}"`);
  const toUs = Math.min(fromUs + lengthUs, scenario.time.duration);
  const count = flags.count ?? (flags.for === undefined ? 1 : COUNT_MAX);
  assertAny(model, flags.replication, metroIndex, fromUs, toUs);
  return { designIndex, ask: { id: 'asked', metroIndex, fromUs, toUs, count } };
}

function chosen(what: 'design' | 'metro', name: string | undefined, ids: readonly string[]): number {
  if (name === undefined) {
    if (ids.length === 1) return 0;
    throw new UserError(`--${what}: say which; there are ${listed(ids)}`);
  }
  const index = ids.indexOf(name);
  if (index >= 0) return index;
  const guess = nearest(name, ids);
  const hint = guess === null ? `there are ${listed(ids)}` : `did you mean ${guess}?`;
  throw new UserError(`--${what}: no ${what} of the scenario is called "${name}" (${hint})`);
}

const LISTED_MAX = 12;

function listed(ids: readonly string[]): string {
  return ids.length <= LISTED_MAX
    ? ids.join(', ')
    : `${ids.slice(0, LISTED_MAX).join(', ')} and ${ids.length - LISTED_MAX} more`;
}

function instant(text: string, { scenario }: Model): number {
  const at = instantOf(text, scenario);
  if (at === null) {
    const guess = nearest(text, knownInstants(scenario));
    const hint = guess === null ? '' : ` (did you mean ${guess}?)`;
    throw new UserError(
      `--at: expected an instant of the run such as 27:10 or 27m10s, or the id of a phase, event or surge; got "${text}"${hint}`,
    );
  }
  if (at >= scenario.time.duration)
    throw new UserError(`--at: ${text} is not within the run, which ends at ${clock(scenario.time.duration)}`);
  return at;
}

function assertReplication(replication: number, count: number): void {
  if (replication < count) return;
  const there = count === 1 ? 'only replication 0' : `replications 0 to ${count - 1}`;
  throw new UserError(`--replication: the scenario has ${there}; got ${replication}`);
}

function assertAny(model: Model, replication: number, metroIndex: number, fromUs: number, toUs: number): void {
  const { scenario, world, population, shapeTables } = model;
  const near = arrivalsNear(scenario, world, population, replication, metroIndex, fromUs, toUs, shapeTables);
  const { countInside, lastBefore, firstAfter } = near;
  if (countInside > 0) return;
  const { id } = world.metros[metroIndex]!;
  const next = firstAfter === null ? 'none comes after it' : `the next comes at ${formatInstant(toMs(firstAfter))}`;
  const last = lastBefore === null ? 'none came before' : `the last came at ${formatInstant(toMs(lastBefore))}`;
  throw new UserError(
    `no connection of ${id} is offered from ${formatInstant(toMs(fromUs))} to ${formatInstant(toMs(toUs))}: ${last}, ${next}`,
  );
}

function clock(us: number): string {
  return formatClock(toMs(us));
}
