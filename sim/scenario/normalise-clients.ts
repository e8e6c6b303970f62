/** `traffic.clients` of a resolved scenario, as a file says it. */
import type { Plain } from './document/node.ts';
import { distributionMap } from './normalise-distribution.ts';
import type { ResolvedActivity, ResolvedClients } from './resolved-clients.ts';

export function clientsMap({ count, activity, lifetime }: ResolvedClients): { [key: string]: Plain } {
  return {
    count,
    activity: activityValue(activity),
    lifetime: lifetime === null ? 'perpetual' : distributionMap(lifetime),
  };
}

function activityValue(activity: ResolvedActivity): Plain {
  switch (activity.kind) {
    case 'equal':
      return 'equal';
    case 'zipf':
      return { zipf: { exponent: activity.exponent } };
    case 'lognormal':
      return { lognormal: { sigma: activity.sigma } };
  }
}
