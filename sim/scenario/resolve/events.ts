/** `events`: instants, actions and what they strike, in order of time. */
import { after, type SimTime, simTime } from '../../kernel/time.ts';
import type { WorldData } from '../../world/world-data.ts';
import type { Reporter } from '../document/reporter.ts';
import type { EventAction, ResolvedDesign, ResolvedEvent, ResolvedTime, SelectorKind } from '../resolved-scenario.ts';
import { ACTIONS, type EventInput, eventSchema, SELECTOR_KINDS } from '../schema/events.ts';
import { keysAt, readPart } from '../shape/read-part.ts';
import { listWords } from '../suggest.ts';
import { resolveCapacityScaler } from './capacity-scaler.ts';
import { resolveNames } from './names.ts';
import { knownTargets } from './targets.ts';
import { durationOf } from './time.ts';

/** What each action can strike. A PoP fails like a region does; it has no capacity to drain or scale. */
const KINDS_OF_ACTION: Readonly<Record<EventAction, readonly SelectorKind[]>> = {
  fail: SELECTOR_KINDS,
  recover: SELECTOR_KINDS,
  withdraw: ['pop'],
  announce: ['pop'],
  drain: ['region', 'zone', 'backend', 'member'],
  scale: ['region', 'zone', 'backend'],
};

export interface EventsScope {
  readonly time: ResolvedTime | null;
  readonly world: WorldData | null;
  readonly popIds: readonly string[] | null;
  /** All designs of the scenario; `null` when one is faulty: then no name of theirs can be called unknown. */
  readonly designs: readonly ResolvedDesign[] | null;
}

/** The sound events; `isWhole` when that is all of them. */
export function resolveEvents(reporter: Reporter, scope: EventsScope): { events: ResolvedEvent[]; isWhole: boolean } {
  const events: ResolvedEvent[] = [];
  const indexes = keysAt(reporter.root, ['events']);
  for (const index of indexes) {
    const path = ['events', index];
    const input = readPart(eventSchema, reporter.root, path);
    const event = input === null ? null : resolveEvent(input, path, reporter, scope);
    if (event !== null) events.push(event);
  }
  return { events: events.toSorted((a, b) => a.at - b.at), isWhole: events.length === indexes.length };
}

function resolveEvent(
  input: EventInput,
  path: readonly string[],
  reporter: Reporter,
  scope: EventsScope,
): ResolvedEvent | null {
  const at = simTime(durationOf(input.at));
  const until: SimTime | null = input.for === undefined ? null : after(at, durationOf(input.for));
  const action = ACTIONS.find((name) => input[name] !== undefined)!;
  const actionPath = [...path, action];
  const selector = input[action]!;
  const kind = SELECTOR_KINDS.find((name) => selector[name] !== undefined)!;
  let isSound = true;
  if (scope.time !== null && at >= scope.time.duration) {
    reporter.error([...path, 'at'], `${input.at} is not within the run`);
    isSound = false;
  }
  const scaler =
    input.scale === undefined
      ? null
      : resolveCapacityScaler(input.scale.capacityScaler, [...actionPath, 'capacityScaler'], reporter);
  if (input.scale !== undefined && scaler === null) isSound = false;
  if (!KINDS_OF_ACTION[action].includes(kind)) {
    reporter.error(
      [...actionPath, kind],
      `${action} takes ${listWords(KINDS_OF_ACTION[action])}, not ${kind}`,
      null,
      'key',
    );
    return null;
  }
  const isKnowable = scope.world !== null && scope.designs !== null && scope.popIds !== null;
  const ids = isKnowable
    ? resolveNames(
        selector[kind]!,
        knownTargets(kind, scope.designs, scope.popIds, scope.world),
        [...actionPath, kind],
        reporter,
      )
    : null;
  if (ids === null || !isSound) return null;
  return { id: input.id, at, until, action, target: { kind, ids }, capacityScaler: scaler };
}
