/**
 * What attackers and servers of the forum design do of their own accord, whoever connects: asks of attackers, and beats
 * by which servers say their load. Each costs a run about what a connection does.
 */
import { hearsLoads } from '../../sim/designs/redirect/load-beats.ts';
import { SECOND } from '../../sim/kernel/time.ts';
import type { ResolvedDesign, ResolvedEvent, ResolvedScenario } from '../../sim/scenario/resolved-scenario.ts';

export interface ForumWork {
  /** What is named when it is too much. */
  readonly path: readonly string[];
  /** Of all runs together. */
  readonly count: number;
  readonly perSecond: number;
  /** What is counted, and who sets how many. */
  readonly what: string;
}

/** In the order of events, then of designs. */
export function forumWork({ events, designs, time, experiment }: ResolvedScenario): ForumWork[] {
  const asks = events.flatMap((event): ForumWork[] => {
    const { frontEnd } = event;
    if (frontEnd?.kind !== 'asks') return [];
    const seconds = (Math.min(event.until ?? time.duration, time.duration) - event.at) / SECOND;
    const runCount = designs.filter((design) => isAsked(event, design)).length * experiment.replications;
    const { perSecond } = frontEnd;
    return [
      {
        path: ['events', event.id, 'attack', 'asks'],
        count: perSecond * seconds * runCount,
        perSecond,
        what: 'asks of attackers',
      },
    ];
  });
  const beats = designs.flatMap((design): ForumWork[] => {
    if (design.redirect === null || !hearsLoads(design.redirect)) return [];
    const members = design.service.backends.flatMap(({ zones }) => zones).reduce((sum, zone) => sum + zone.members, 0);
    const perSecond = (members * SECOND) / design.redirect.heartbeat.interval;
    return [
      {
        path: ['designs', design.id, 'heartbeat', 'interval'],
        count: perSecond * (time.duration / SECOND) * experiment.replications,
        perSecond,
        what: 'heartbeats that say loads',
      },
    ];
  });
  return [...asks, ...beats];
}

function isAsked({ designIds }: ResolvedEvent, { id, redirect }: ResolvedDesign): boolean {
  return redirect !== null && (designIds?.includes(id) ?? true);
}
