/** A design as it is written: its kind, what it has of that kind, and its service as changes of the scenario's. */
import type { Plain } from './document/node.ts';
import { chainMap, frontEndServerMap } from './normalise-chain.ts';
import { namingMap } from './normalise-naming.ts';
import { redirectMap, retryMap } from './normalise-redirect.ts';
import { secondLayerMap } from './normalise-second-layer.ts';
import { serviceMap } from './normalise-service.ts';
import { serviceLbPolicyMap } from './normalise-service-lb-policy.ts';
import type { PlainMap } from './plain-map.ts';
import type { ResolvedDesign } from './resolved-scenario.ts';
import { formatDurationUs, formatMultiple, formatRatePerSecond } from './units.ts';

/** `shared`: what the service of the design is written as changes of; with an empty map, all of it is written. */
export function designMap(design: ResolvedDesign, shared: PlainMap): PlainMap {
  const { connectionTable, backendUpdate } = design.edge;
  const isProxy = design.kind === 'anycastProxy';
  return {
    kind: design.kind,
    service: changesBetween(shared, serviceMap(design.service)),
    ...(isProxy && { serviceLbPolicy: serviceLbPolicyMap(design.serviceLbPolicy) }),
    ...((isProxy || design.kind === 'networkPassthrough') && {
      edge: {
        maglevMachines: design.edge.maglevMachines,
        ...(isProxy && { gfes: design.edge.gfes }),
        tableSize: design.edge.tableSize,
        connectionTable: { entries: connectionTable.entries, expiry: formatDurationUs(connectionTable.expiry) },
        ecmp: design.edge.ecmp,
        ...(isProxy && {
          backendUpdate: {
            delay: formatDurationUs(backendUpdate.delay),
            spread: formatDurationUs(backendUpdate.spread),
          },
          ...(design.edge.server !== undefined && { server: frontEndServerMap(design.edge.server) }),
        }),
      },
    }),
    ...(isProxy && { secondLayer: secondLayerMap(design.secondLayer) }),
    loadReport: {
      interval: formatDurationUs(design.loadReport.interval),
      delay: formatDurationUs(design.loadReport.delay),
      rateWindow: formatDurationUs(design.loadReport.rateWindow),
      correction: {
        gain: design.loadReport.correction.gain,
        most: formatMultiple(design.loadReport.correction.most),
      },
    },
    propagation: {
      delay: formatDurationUs(design.propagation.delay),
      spread: formatDurationUs(design.propagation.spread),
    },
    connectTimeout: formatDurationUs(design.connectTimeout),
    packetRate: {
      server: formatRatePerSecond(design.packetRate.server),
      balancer: formatRatePerSecond(design.packetRate.balancer),
      maglev: formatRatePerSecond(design.packetRate.maglev),
    },
    synRetransmission: design.synRetransmission,
    ...(design.responseTimeout !== null && {
      responseTimeout: formatDurationUs(design.responseTimeout.after),
      ...(design.chain === undefined && { abandonedWork: design.responseTimeout.work }),
    }),
    ...(design.retry !== null && { retry: retryMap(design.retry) }),
    // Of this kind only, that nobody tries again has to be said.
    ...(design.retry === null && design.redirect !== null && { retry: { tries: 1 } }),
    ...(design.redirect !== null && redirectMap(design.redirect)),
    ...(design.naming !== null && { dns: namingMap(design.naming, design) }),
    ...(design.chain !== undefined && chainMap(design.chain)),
    ...(Object.keys(design.labels).length > 0 && { labels: { ...design.labels } }),
  };
}

/** The layer that turns `base` into `target` when it is merged over it: what differs, and `null` for what is gone. */
function changesBetween(base: PlainMap, target: PlainMap): PlainMap {
  const changes: PlainMap = {};
  for (const key of Object.keys(base)) if (!Object.hasOwn(target, key)) changes[key] = null;
  for (const [key, value] of Object.entries(target)) {
    const below = Object.hasOwn(base, key) ? base[key]! : null;
    if (JSON.stringify(below) === JSON.stringify(value)) continue;
    changes[key] = isMap(below) && isMap(value) && key !== 'serviceTime' ? changesBetween(below, value) : value;
  }
  return changes;
}

function isMap(value: Plain): value is PlainMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
