/** `events`: instants, actions and what they strike, in order of time. */
import { after, type Duration, duration, type SimTime, simTime } from '../../kernel/time.ts';
import type { WorldData } from '../../world/world-data.ts';
import type { Reporter } from '../document/reporter.ts';
import type { ResolvedRollout } from '../resolved-rollout.ts';
import type { EventAction, ResolvedDesign, ResolvedEvent, ResolvedTime, SelectorKind } from '../resolved-scenario.ts';
import { AIMED_KINDS } from '../schema/attack.ts';
import { ACTIONS, type EventInput, eventSchema, SELECTOR_KINDS, type SelectorInput } from '../schema/events.ts';
import type { FRONT_END_ACTIONS } from '../schema/front-end-events.ts';
import { countOf } from '../schema/quantities.ts';
import { SERVER_KINDS } from '../schema/server-settings.ts';
import { indexesAt, readPart } from '../shape/read-part.ts';
import { listWords } from '../suggest.ts';
import { resolveCapacityScaler } from './capacity-scaler.ts';
import { type PlacedEvent, warnOfEventMisfits } from './event-misfits.ts';
import { warnOfUnmetEvents } from './event-reach.ts';
import { resolveFrontEnd } from './front-end-events.ts';
import { resolveGfeWeight } from './gfe-weight.ts';
import { resolveBadWays } from './member-events.ts';
import { isNamed } from './named-backend.ts';
import { type KnownNames, resolveNames } from './names.ts';
import { checkPush } from './protocol-push.ts';
import { resolveRollingUpdate, strikesPods } from './rolling-update.ts';
import { resolveRollout } from './rollout.ts';
import { resolveServerSetting } from './server-settings.ts';
import { knownTargets, memberIds, tierServerIds } from './targets.ts';
import { durationOf } from './time.ts';

/** Actions that name what they strike; the others strike the front end as a whole. */
type SelectingAction = Exclude<EventAction, Exclude<(typeof FRONT_END_ACTIONS)[number], 'attack'>>;

/**
 * What each action can strike. A PoP fails like a region does; it has no capacity to drain or scale. Maglev
 * machines are upgraded PoP by PoP.
 */
const KINDS_OF_ACTION: Readonly<Record<SelectingAction, readonly SelectorKind[]>> = {
  fail: SELECTOR_KINDS,
  recover: SELECTOR_KINDS,
  withdraw: ['pop'],
  announce: ['pop'],
  drain: ['region', 'zone', 'backend', 'gfe', 'secondLayer', 'tier'],
  detach: ['region', 'zone', 'backend'],
  attach: ['region', 'zone', 'backend'],
  scale: ['region', 'zone', 'backend', 'gfe'],
  rollingUpdate: ['region', 'zone', 'backend'],
  upgrade: ['pop'],
  restart: ['region', 'zone', 'backend', 'member', 'tier'],
  partition: ['region', 'zone', 'backend', 'member'],
  degrade: ['region', 'zone', 'backend', 'member', 'tier'],
  attack: AIMED_KINDS,
  firewall: SERVER_KINDS,
  certificate: SERVER_KINDS,
  dns: SERVER_KINDS,
};

export interface EventsScope {
  readonly time: ResolvedTime | null;
  readonly world: WorldData | null;
  readonly popIds: readonly string[] | null;
  /** Metros where clients live. */
  readonly metros: KnownNames | null;
  /** All designs of the scenario; `null` when one is faulty: then no name of theirs can be called unknown. */
  readonly designs: readonly ResolvedDesign[] | null;
  /** Ids of the designs that are compared; `null` where that is faulty. */
  readonly comparedIds: readonly string[] | null;
}

/** The sound events; `isWhole` when that is all of them. */
export function resolveEvents(reporter: Reporter, scope: EventsScope): { events: ResolvedEvent[]; isWhole: boolean } {
  const placed: PlacedEvent[] = [];
  const indexes = indexesAt(reporter.root, ['events']);
  for (const index of indexes) {
    const path = ['events', index];
    const input = readPart(eventSchema, reporter.root, path);
    const event = input === null ? null : resolveEvent(input, path, reporter, scope);
    if (event !== null) placed.push({ event, path });
  }
  placed.sort((a, b) => a.event.at - b.event.at);
  const isWhole = placed.length === indexes.length;
  if (isWhole && scope.time !== null && scope.designs !== null) {
    warnOfEventMisfits(placed, scope.time, scope.designs, reporter);
    const { comparedIds } = scope;
    const compared = scope.designs.filter(({ id }) => comparedIds?.includes(id) === true);
    if (compared.length > 0) warnOfUnmetEvents(placed, compared, reporter);
  }
  return { events: placed.map(({ event }) => event), isWhole };
}

function resolveEvent(
  input: EventInput,
  path: readonly string[],
  reporter: Reporter,
  scope: EventsScope,
): ResolvedEvent | null {
  const at = simTime(durationOf(input.at));
  const action = ACTIONS.find((name) => input[name] !== undefined)!;
  const actionPath = [...path, action];
  const isInTime = checkTime(input, at, path, reporter, scope);
  const setting = resolveSetting(input, actionPath, reporter);
  const badWays = resolveBadWays(input, actionPath, reporter);
  const designIds = resolveDesignIds(input, path, reporter, scope);
  const ofServers = resolveServerSetting(input, scope.metros, path, reporter);
  const { frontEnd: asWhole, isSound } =
    ofServers.frontEnd !== null || !ofServers.isSound
      ? ofServers
      : resolveFrontEnd(input, scope.metros, path, reporter);
  const target = targetOf(input, action, actionPath, reporter, scope);
  const cutOff = cutOffOf(input, actionPath, reporter, scope);
  if (
    !isInTime ||
    !isSound ||
    setting === null ||
    badWays === null ||
    designIds === FAULTY ||
    target === null ||
    cutOff === FAULTY
  )
    return null;
  const designs = (scope.designs ?? []).filter(({ id }) => designIds?.includes(id) ?? true);
  const rollout = input.rollout === undefined ? null : rolloutOf(input, designs, actionPath, reporter, scope);
  if (input.rollout !== undefined && rollout === null) return null;
  const frontEnd = rollout === null ? asWhole : ({ kind: 'rollout', rollout } as const);
  if (frontEnd?.kind === 'push' && !checkPush(frontEnd.protocol, designs, actionPath, reporter)) return null;
  if (setting.members !== null && !checkNotAutoscaled(target, designs, [...actionPath, 'members'], reporter))
    return null;
  const rollingUpdate =
    input.rollingUpdate === undefined
      ? null
      : resolveRollingUpdate(input.rollingUpdate, strikesPods(target, designs), actionPath, reporter);
  if (input.rollingUpdate !== undefined && rollingUpdate === null) return null;
  const oneByOne = input.upgrade ?? input.restart;
  const upgrade = oneByOne === undefined ? null : upgradeTimes(oneByOne);
  const until =
    upgrade === null ? untilOf(input, at) : after(at, upgradeLength(upgrade, mostInTurn(target, action, designs)));
  return {
    id: input.id,
    at,
    until,
    action,
    target,
    ...setting,
    ...badWays,
    frontEnd,
    rollingUpdate,
    upgrade,
    cutOff,
    designIds,
  };
}

/** `null` after a fault, which is reported, or where what it names is at fault itself. */
function rolloutOf(
  { rollout }: EventInput,
  designs: readonly ResolvedDesign[],
  path: readonly string[],
  reporter: Reporter,
  { world, popIds, metros, designs: all }: EventsScope,
): ResolvedRollout | null {
  if (world === null || popIds === null || metros === null || all === null) return null;
  const regions = knownTargets('region', designs, popIds, world);
  return resolveRollout(rollout!, path, reporter, { metros, regions, designs });
}

function checkTime(
  input: EventInput,
  at: SimTime,
  path: readonly string[],
  reporter: Reporter,
  { time }: EventsScope,
): boolean {
  if (time !== null && at >= time.duration) {
    reporter.error([...path, 'at'], `${input.at} is not within the run`);
    return false;
  }
  if (input.rollout !== undefined && input.for !== undefined) {
    reporter.error([...path, 'for'], 'a rollout takes as long as its steps', null, 'key');
    return false;
  }
  if (input.rollingUpdate !== undefined && input.for !== undefined) {
    reporter.error(
      [...path, 'for'],
      'a rolling update takes as long as its members need, and is not undone',
      null,
      'key',
    );
    return false;
  }
  if ((input.upgrade ?? input.restart) !== undefined && input.for !== undefined) {
    const what = input.upgrade === undefined ? 'a restart' : 'an upgrade';
    reporter.error([...path, 'for'], `${what} takes as long as its downtimes and gaps add up to`, null, 'key');
    return false;
  }
  return true;
}

function untilOf(input: EventInput, at: SimTime): SimTime | null {
  return input.for === undefined ? null : after(at, durationOf(input.for));
}

const SETTINGS = ['capacityScaler', 'weight', 'members'] as const;

const NO_SETTING = { capacityScaler: null, weight: null, members: null };

/**
 * What `scale` sets: a capacity scaler or the members of backends, or a weight of GFEs. `null`
 * after a fault, which is reported.
 */
function resolveSetting(
  { scale }: EventInput,
  path: readonly string[],
  reporter: Reporter,
): Pick<ResolvedEvent, 'capacityScaler' | 'weight' | 'members'> | null {
  if (scale === undefined) return NO_SETTING;
  const isOfGfes = scale.gfe !== undefined;
  const key = SETTINGS.find((name) => scale[name] !== undefined)!;
  if (isOfGfes !== (key === 'weight')) {
    reporter.error([...path, key], isOfGfes ? 'a GFE has a weight' : 'only a GFE has a weight', null, 'key');
    return null;
  }
  if (key !== 'members' && scale.startup !== undefined) {
    reporter.error([...path, 'startup'], 'only new members start: give members', null, 'key');
    return null;
  }
  if (key === 'members') {
    const startup = scale.startup === undefined ? null : durationOf(scale.startup);
    return { ...NO_SETTING, members: { count: countOf(scale.members!), startup } };
  }
  if (key === 'weight') {
    const weight = resolveGfeWeight(scale.weight!, [...path, key], reporter);
    return weight === null ? null : { ...NO_SETTING, weight };
  }
  const capacityScaler = resolveCapacityScaler(scale.capacityScaler!, [...path, key], reporter);
  return capacityScaler === null ? null : { ...NO_SETTING, capacityScaler };
}

const FAULTY = 'faulty';

/** `null` where the event happens in every design; `FAULTY` after a fault, which is reported. */
function resolveDesignIds(
  { designs }: EventInput,
  path: readonly string[],
  reporter: Reporter,
  { comparedIds }: EventsScope,
): readonly string[] | null | typeof FAULTY {
  if (designs === undefined) return null;
  if (comparedIds === null) return FAULTY;
  return resolveNames(designs, { what: 'compared design', ids: comparedIds }, [...path, 'designs'], reporter) ?? FAULTY;
}

function targetOf(
  input: EventInput,
  action: EventAction,
  path: readonly string[],
  reporter: Reporter,
  scope: EventsScope,
): ResolvedEvent['target'] | null {
  const isAimed = action === 'attack' && AIMED_KINDS.some((kind) => input.attack?.[kind] !== undefined);
  switch (action) {
    case 'scan':
    case 'recreate':
    case 'push':
    case 'rollout':
      return { kind: 'service', ids: [] };
    case 'attack':
      if (!isAimed) return { kind: 'service', ids: [] };
  }
  return resolveTarget(input[action]!, action, path, reporter, scope);
}

/** Balancers of a partition; `null` for other events, `FAULTY` after a fault, which is reported. */
function cutOffOf(
  { partition }: EventInput,
  path: readonly string[],
  reporter: Reporter,
  { world, designs, popIds }: EventsScope,
): readonly string[] | null | typeof FAULTY {
  if (partition === undefined) return null;
  if (world === null || designs === null || popIds === null) return FAULTY;
  const known = knownTargets('balancer', designs, popIds, world);
  return resolveNames(partition.from, known, [...path, 'from'], reporter) ?? FAULTY;
}

function resolveTarget(
  selector: SelectorInput,
  action: SelectingAction,
  path: readonly string[],
  reporter: Reporter,
  { world, designs, popIds }: EventsScope,
): ResolvedEvent['target'] | null {
  const kind = SELECTOR_KINDS.find((name) => selector[name] !== undefined)!;
  const allowed = KINDS_OF_ACTION[action];
  if (!allowed.includes(kind)) {
    reporter.error([...path, kind], `${action} takes ${listWords(allowed)}, not ${kind}`, null, 'key');
    return null;
  }
  if (world === null || designs === null || popIds === null) return null;
  const ids = resolveNames(selector[kind]!, knownTargets(kind, designs, popIds, world), [...path, kind], reporter);
  return ids === null ? null : { kind, ids };
}

/** An autoscaler that is on would undo it: Compute Engine does not let a group be resized by hand then. */
function checkNotAutoscaled(
  target: ResolvedEvent['target'],
  designs: readonly ResolvedDesign[],
  path: readonly string[],
  reporter: Reporter,
): boolean {
  const backends = designs.flatMap(({ service }) => service.backends);
  const scaled = backends.find(
    (backend) => backend.autoscaler !== null && backend.autoscaler.mode !== 'OFF' && isNamed(target, backend),
  );
  if (scaled === undefined) return true;
  reporter.error(path, `the autoscaler of ${scaled.id} sets its members: turn it OFF`, null, 'key');
  return false;
}

type Upgrade = NonNullable<ResolvedEvent['upgrade']>;

function upgradeTimes({ gap, downtime }: { readonly gap: string; readonly downtime: string }): Upgrade {
  return { gap: durationOf(gap), downtime: durationOf(downtime) };
}

/** From the end of the first machine to the return of the last. */
function upgradeLength({ gap, downtime }: Upgrade, machineCount: number): Duration {
  return duration(machineCount * downtime + (machineCount - 1) * gap);
}

/** Machines of a PoP, or members of the target, in the design that has most of them. */
function mostInTurn(target: ResolvedEvent['target'], action: EventAction, designs: readonly ResolvedDesign[]): number {
  const countOf = (design: ResolvedDesign): number =>
    action === 'upgrade' ? design.edge.maglevMachines : memberCount(target, design);
  return Math.max(1, ...designs.map(countOf));
}

/** Members, or servers of tiers, of a design that a selector names. */
function memberCount(target: ResolvedEvent['target'], design: ResolvedDesign): number {
  const { service } = design;
  const { kind, ids } = target;
  if (kind === 'tier') return tierServerIds(design).filter((id) => ids.includes(id)).length;
  if (kind === 'member') return service.backends.flatMap(memberIds).filter((id) => ids.includes(id)).length;
  const zones = service.backends.filter((backend) => isNamed(target, backend)).flatMap((backend) => backend.zones);
  return zones
    .filter(({ zone }) => kind !== 'zone' || ids.includes(zone))
    .reduce((sum, { members }) => sum + members, 0);
}
