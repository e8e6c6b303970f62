/**
 * The zonal backends as a second-layer GFE saw them when it picked, beside what they really were,
 * each with the reason for its fate.
 */
import { GuardedServicePolicy } from '../../../custom/guarded-service-policy.ts';
import { nameOf } from '../../../custom/module-library.ts';
import type { FleetView } from '../../../fleet/fleet-view.ts';
import { toMs } from '../../../kernel/time.ts';
import type { BackendCandidate, Otherwise, TrailStep } from '../../../metrics/trail/trail.ts';
import { NO_BACKEND } from '../../../policies/service/service-policy.ts';
import { type Pick, passedOverReason, pickedReason, rankOf } from './backend-reasons.ts';
import type { ExplainedParts } from './explained-parts.ts';
import { policyShares } from './policy-shares.ts';

export interface BackendDecision {
  readonly step: TrailStep;
  readonly backends: readonly BackendCandidate[];
  readonly otherwise: readonly Otherwise[];
}

/** @param picked index of the backend, or NO_BACKEND; to be called before the pick changes any count */
export function backendDecision(parts: ExplainedParts, row: number, picked: number): BackendDecision {
  const { design, connections, fleet, gfes, plan, secondLayer, loadReports, configuration } = parts;
  const policy = secondLayer.servicePolicy;
  const gfe = connections.secondLayerGfe(row);
  const view = gfes.views[gfe]!;
  const known = configuration.knownByGfe(gfe);
  const choice = secondLayer.zoneChoiceOf(row);
  // Asking a policy that keeps state or draws would change what it does next.
  const isAskable = !(policy instanceof GuardedServicePolicy) || policy.isStateless;
  const ask = (change: Partial<FleetView>): number =>
    isAskable ? policy.pick({ ...view, ...change }, choice) : picked;
  const pick: Pick = {
    view,
    picked,
    isOwnPolicy: policy instanceof GuardedServicePolicy,
    isByClient: design.service.sessionAffinity === 'CLIENT_IP',
    shares: isAskable ? policyShares(policy, view) : null,
    pickedWithoutZone: ask({ nearestZoneShare: Float64Array.of(0) }),
    isConfigured: plan.backends.map(({ isConfigured }) => isConfigured),
    configuredCapacity: plan.backends.map((_, backend) => known.configured(backend)),
  };
  const realLoad = new Float64Array(plan.backends.length);
  loadReports.sample(realLoad);
  const backends = plan.backends.map((_, backend) => candidate(parts, gfe, pick, backend, realLoad[backend]!));
  const order = (one: BackendCandidate): number => one.rank ?? Number.MAX_SAFE_INTEGER;
  return {
    step: {
      stage: 'backend',
      chosen: picked === NO_BACKEND ? null : plan.backends[picked]!.id,
      reason: pickedReason(pick),
      facts: {
        policy: nameOf(design.serviceLbPolicy.loadBalancingAlgorithm),
        ...(picked !== NO_BACKEND && { share: pick.shares?.[picked] ?? null }),
        nearestZoneShare: view.nearestZoneShare[0]!,
        knownRegionCount: view.knownRegions.length,
        reportAgeMs: reportAgeMs(parts),
      },
      // They are in a list of their own, with all figures.
      passedOver: [],
      leftOutCount: 0,
    },
    backends: backends.toSorted((a, b) => order(a) - order(b)),
    otherwise: [
      ...differing('realLoad', ask({ load: realLoad })),
      ...differing('realHealth', ask({ healthyCount: fleet.serviceableCount })),
      ...differing('noZonePreference', pick.pickedWithoutZone),
    ],
  };

  function differing(what: Otherwise['what'], backend: number): Otherwise[] {
    if (backend === picked) return [];
    return [{ what, backend: backend === NO_BACKEND ? null : plan.backends[backend]!.id }];
  }
}

function candidate(
  parts: ExplainedParts,
  gfe: number,
  pick: Pick,
  backend: number,
  realLoad: number,
): BackendCandidate {
  const { plan, world, fleet } = parts;
  const { view, shares, picked } = pick;
  const planned = plan.backends[backend]!;
  const rank = rankOf(view, backend);
  return {
    name: planned.id,
    zone: planned.zone,
    region: world.regions[planned.regionIndex]!.id,
    rank: rank < 0 ? null : rank + 1,
    rttMs: toMs(rttUs(parts, gfe, backend)),
    capacity: view.capacity[backend]!,
    unit: plan.unit,
    seenLoad: view.load[backend]!,
    realLoad,
    seenHealthy: view.healthyCount[backend]!,
    reallyServing: fleet.serviceableCount[backend]!,
    members: view.memberCount[backend]!,
    share: shares?.[backend] ?? null,
    isPicked: backend === picked,
    reason: backend === picked ? pickedReason(pick) : passedOverReason(pick, backend),
  };
}

function rttUs({ ways }: ExplainedParts, gfe: number, backend: number): number {
  const spillUs = ways.spillRttUs(gfe, backend);
  return spillUs > 0 ? spillUs : ways.zoneRttUs(gfe, backend);
}

/** How old the latest load report is that has arrived; `null` before the first, or where all see the truth at once. */
function reportAgeMs({ design, kernel }: ExplainedParts): number | null {
  const { interval, delay } = design.loadReport;
  const takenAt = interval === 0 ? 0 : Math.floor((kernel.now - delay) / interval) * interval;
  return takenAt <= 0 ? null : toMs(kernel.now - takenAt);
}
