/**
 * The step of a trail to the member: what the locality policy had to choose from.
 */
import type { TrailStep } from '../../../metrics/trail/trail.ts';
import type { ExplainedParts } from './explained-parts.ts';

/** To be called before the pick changes any count. */
export function memberStep(parts: ExplainedParts, member: number): TrailStep {
  const { design, plan, fleet, healthChecks, gfes } = parts;
  const backend = fleet.backendOf[member]!;
  const planned = plan.backends[backend]!;
  const healthy = healthChecks.healthyMembers(backend);
  const others = [...healthy].filter((other) => other !== member).map((other) => fleet.memberLoad[other]!);
  const memberCount = gfes.views[0]!.memberCount[backend]!;
  const unhealthyCount = memberCount - healthy.length;
  return {
    stage: 'member',
    chosen: parts.members.membership.nameOf(member),
    reason: 'localityPolicy',
    facts: {
      policy: design.service.localityLbPolicy,
      healthyMembers: healthy.length,
      members: memberCount,
      open: fleet.memberLoad[member]!,
      leastOpen: others.length === 0 ? null : Math.min(...others),
      mostOpen: others.length === 0 ? null : Math.max(...others),
    },
    passedOver:
      unhealthyCount === 0 ? [] : [{ name: planned.id, reason: 'heldUnhealthy', facts: { count: unhealthyCount } }],
    leftOutCount: others.length,
  };
}
