/** Designs whose clients connect to servers directly, through no PoP: told by their flows. */
import type { FlowRow } from '../../sim/metrics/experiment-result.ts';

/** Ids of designs of which a connection was served and none came in at a PoP. */
export function directDesigns(flows: readonly FlowRow[]): ReadonlySet<string> {
  const throughPops = new Set(
    flows.filter(({ ingressPopIndex }) => ingressPopIndex >= 0).map(({ designId }) => designId),
  );
  const served = flows.filter(({ outcomes }) => outcomes.completed > 0).map(({ designId }) => designId);
  return new Set(served.filter((designId) => !throughPops.has(designId)));
}
