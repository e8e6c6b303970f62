/** Takes down the state of every backend at the end of an interval, for designs alike. */
import type { Fleet } from '../fleet/fleet.ts';
import type { LoadReports } from '../fleet/load-reports.ts';
import type { SharedKnowledge } from '../fleet/shared-knowledge.ts';
import type { Collector } from '../metrics/collector.ts';

export function sampleBackends(
  collector: Collector,
  interval: number,
  fleet: Fleet,
  knowledge: Pick<SharedKnowledge, 'memberCount' | 'healthyCount'>,
  loadReports: LoadReports,
  configuration: { readonly pushed: { readonly capacity: Float64Array } },
): void {
  const backendCount = fleet.plan.backends.length;
  const loads = new Float64Array(backendCount);
  loadReports.sample(loads);
  for (let backend = 0; backend < backendCount; backend++) {
    collector.sample(
      interval,
      backend,
      fleet.backendLoadOf(backend),
      loads[backend]!,
      configuration.pushed.capacity[backend]!,
      knowledge.memberCount[backend]!,
      fleet.serviceableCount[backend]!,
      knowledge.healthyCount[backend]!,
    );
  }
}
