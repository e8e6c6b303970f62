/**
 * A backend's target in words, as the configuration names it: `maxRatePerInstance 10`,
 * `maxUtilization 0.8, maxConnections 500`.
 */
import type { ResolvedCapacity } from '../scenario/resolved-scenario.ts';

export function describeTarget(target: ResolvedCapacity, format: (value: number) => string): string {
  const { capacityField, capacityValue, maxUtilization, customMetrics } = target;
  const metrics = customMetrics.map((metric) => {
    return `${metric.name} ${format(metric.maxUtilization)}${metric.dryRun ? ' (dry run)' : ''}`;
  });
  const described = [
    ...(maxUtilization === null ? [] : [`maxUtilization ${format(maxUtilization)}`]),
    ...(capacityField === null ? [] : [`${capacityField} ${format(capacityValue)}`]),
    ...metrics,
  ].join(', ');
  return described === '' ? 'none' : described;
}
