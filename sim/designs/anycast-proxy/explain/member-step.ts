/**
 * The step of a trail to the member: what the locality policy had to choose from.
 */
import { nameOf } from '../../../custom/module-library.ts';
import type { ReasonName } from '../../../metrics/trail/reasons.ts';
import type { PassedOver, TrailStep } from '../../../metrics/trail/trail.ts';
import type { ExplainedParts } from './explained-parts.ts';

/** To be called before the pick changes any count. */
export function memberStep(parts: ExplainedParts, gfe: number, member: number): TrailStep {
  const { design, plan, fleet, healthChecks, gfes, outliers } = parts;
  const backend = fleet.backendOf[member]!;
  const planned = plan.backends[backend]!;
  const healthy = healthChecks.healthyMembers(backend);
  const ejectedCount = outliers === null ? 0 : healthy.filter((other) => outliers.isEjected(gfe, other)).length;
  // Where all are ejected, all count again.
  const kept = [...healthy].filter(
    (other) => outliers === null || ejectedCount === healthy.length || !outliers.isEjected(gfe, other),
  );
  const others = kept.filter((other) => other !== member).map((other) => fleet.memberLoad[other]!);
  const memberCount = gfes.views[0]!.memberCount[backend]!;
  const unhealthyCount = memberCount - healthy.length;
  return {
    stage: 'member',
    chosen: parts.members.membership.nameOf(member),
    reason: 'localityPolicy',
    facts: {
      policy: nameOf(design.service.localityLbPolicy),
      healthyMembers: healthy.length,
      members: memberCount,
      open: fleet.memberLoad[member]!,
      leastOpen: others.length === 0 ? null : Math.min(...others),
      mostOpen: others.length === 0 ? null : Math.max(...others),
    },
    passedOver: [
      ...counted(planned.id, 'heldUnhealthy', unhealthyCount),
      ...counted(planned.id, ejectedCount === healthy.length ? 'ejectedAll' : 'ejected', ejectedCount),
    ],
    leftOutCount: others.length,
  };
}

function counted(name: string, reason: ReasonName, count: number): PassedOver[] {
  return count === 0 ? [] : [{ name, reason, facts: { count } }];
}
