/** An autoscaler as a scenario file writes it. */
import type { Plain } from './document/node.ts';
import type { ResolvedAmount, ResolvedAutoscaler } from './resolved-membership.ts';
import { formatDurationUs, formatPercent } from './units.ts';

export function autoscalerMap(autoscaler: ResolvedAutoscaler): { [key: string]: Plain } {
  const { cpuUtilization, loadBalancingUtilization, openConnections, scaleInControl } = autoscaler;
  return {
    minMembers: autoscaler.minMembers,
    maxMembers: autoscaler.maxMembers,
    mode: autoscaler.mode,
    ...(cpuUtilization !== null && { cpuUtilization: { target: cpuUtilization } }),
    ...(loadBalancingUtilization !== null && { loadBalancingUtilization: { target: loadBalancingUtilization } }),
    ...(openConnections !== null && { openConnections: { target: openConnections } }),
    initialization: formatDurationUs(autoscaler.initialization),
    stabilization: formatDurationUs(autoscaler.stabilization),
    interval: formatDurationUs(autoscaler.interval),
    ...(scaleInControl !== null && {
      scaleInControl: {
        maxScaledIn: amountText(scaleInControl.maxScaledIn),
        timeWindow: formatDurationUs(scaleInControl.timeWindow),
      },
    }),
  };
}

/** `2`, or `25%`. */
export function amountText({ kind, value }: ResolvedAmount): Plain {
  return kind === 'count' ? value : formatPercent(value);
}
