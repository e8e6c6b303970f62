/**
 * Warnings about events that are sound each by itself and still cannot mean what they say: one that undoes what
 * is not there, one that another doubles at the same instant, one that outlasts the run, a step of a rollout
 * that the run is too short for.
 */
import type { Reporter } from '../document/reporter.ts';
import type { ResolvedRollout } from '../resolved-rollout.ts';
import type { EventAction, ResolvedDesign, ResolvedEvent, ResolvedTime } from '../resolved-scenario.ts';
import { formatDurationUs } from '../units.ts';
import { isNamed } from './named-backend.ts';

export interface PlacedEvent {
  readonly event: ResolvedEvent;
  readonly path: readonly string[];
}

/** What an action undoes, and what is said where nothing of it is there. */
const UNDOES: Readonly<
  Partial<Record<EventAction, { readonly actions: readonly EventAction[]; readonly not: string }>>
> = {
  recover: { actions: ['fail', 'upgrade', 'restart'], not: 'nothing of it has failed' },
  announce: { actions: ['withdraw'], not: 'nothing of it is withdrawn' },
  attach: { actions: ['detach'], not: 'nothing of it is detached' },
};

/** @param placed in order of time */
export function warnOfEventMisfits(
  placed: readonly PlacedEvent[],
  time: ResolvedTime,
  designs: readonly ResolvedDesign[],
  reporter: Reporter,
): void {
  const struck = placed.map(({ event }) => struckBy(event, designs));
  placed.forEach(({ event, path }, number) => {
    const meets = (other: number): boolean =>
      struck[number]!.some((name) => struck[other]!.some((candidate) => isSame(name, candidate)));
    const earlier = placed.slice(0, number).map(({ event: before }, other) => ({ before, other }));
    const undone = UNDOES[event.action];
    const isThere = earlier.some(
      ({ before, other }) =>
        undone?.actions.includes(before.action) && (before.until === null || before.until > event.at) && meets(other),
    );
    if (undone !== undefined && !isThere)
      reporter.warn([...path, event.action], `${undone.not} at ${formatDurationUs(event.at)}: this does nothing`);
    const double = earlier.find(
      ({ before, other }) => before.at === event.at && setsTheSame(before, event) && meets(other),
    );
    if (double !== undefined)
      reporter.warn([...path, event.action], `"${double.before.id}" does the same to the same at this instant`);
    if (event.until !== null && event.until > time.duration)
      reporter.warn([...path, event.upgrade === null ? 'for' : event.action], endsAfterTheRun(event.until));
    if (event.frontEnd?.kind === 'rollout')
      warnOfLateStep(event.at, event.frontEnd.rollout, time.duration, [...path, event.action, 'steps'], reporter);
  });
}

/** The first step that the run is too short for, if every step takes no longer than it says. */
function warnOfLateStep(
  atUs: number,
  { steps }: ResolvedRollout,
  durationUs: number,
  path: readonly string[],
  reporter: Reporter,
): void {
  let beginsAt = atUs;
  for (const [index, { length }] of steps.entries()) {
    const endsAt = beginsAt + length;
    if (beginsAt >= durationUs) {
      const message = `begins after the run, at ${formatDurationUs(beginsAt)} at the earliest: this does nothing`;
      reporter.warn([...path, String(index)], message);
      return;
    }
    if (endsAt > durationUs) {
      reporter.warn([...path, String(index), 'for'], endsAfterTheRun(endsAt));
      return;
    }
    beginsAt = endsAt;
  }
}

/** @param endUs from the start of the run */
export function endsAfterTheRun(endUs: number): string {
  return `ends after the run, at ${formatDurationUs(endUs)}: it is simulated and judged up to the end of the run`;
}

function setsTheSame(a: ResolvedEvent, b: ResolvedEvent): boolean {
  const what = ({ action, members, weight, faultWay }: ResolvedEvent): string =>
    `${action} ${members === null ? '' : 'members'} ${weight === null ? '' : 'weight'} ${faultWay ?? 'silent'}`;
  return what(a) === what(b);
}

/** Whether two names are one thing, or one is a member of the other. */
function isSame(a: string, b: string): boolean {
  return a === b || (a.endsWith('/') && b.startsWith(a)) || (b.endsWith('/') && a.startsWith(b));
}

/**
 * Names of what an event strikes, design by design: machines, PoPs, members; all members of a zone
 * as what their names begin with.
 */
function struckBy(event: ResolvedEvent, designs: readonly ResolvedDesign[]): string[] {
  const touched = designs.filter(({ id }) => event.designIds?.includes(id) ?? true);
  return touched.flatMap((design) => struckIn(design, event).map((name) => `${design.id}: ${name}`));
}

function struckIn({ service, edge }: ResolvedDesign, { target, action }: ResolvedEvent): readonly string[] {
  const { kind, ids } = target;
  switch (kind) {
    case 'region':
    case 'zone':
    case 'backend':
      return service.backends
        .filter((backend) => isNamed(target, backend))
        .flatMap((backend) =>
          backend.zones
            .filter(({ zone }) => kind !== 'zone' || ids.includes(zone))
            .map(({ zone }) =>
              backend.kind === 'REGIONAL_INSTANCE_GROUP' ? `member ${backend.id}/${zone}/` : `member ${backend.id}/`,
            ),
        );
    case 'pop':
      if (action !== 'upgrade') return ids.map((id) => `pop ${id}`);
      return ids.flatMap((id) => Array.from({ length: edge.maglevMachines }, (_, index) => `maglev ${id}/${index}`));
    default:
      return ids.map((id) => `${kind} ${id}`);
  }
}
