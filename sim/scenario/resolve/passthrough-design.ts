/** What a design of kind networkPassthrough has of a design: PoPs with Maglev machines, and no GFE of either layer. */
import { duration, SECOND } from '../../kernel/time.ts';
import type { Reporter } from '../document/reporter.ts';
import type { ResolvedEdge, ResolvedSecondLayer } from '../resolved-machines.ts';
import type { DesignInput } from '../schema/designs.ts';

/**
 * External passthrough Network Load Balancer overview, "Connection tracking": an entry is
 * forgotten 60 s after its last packet.
 */
const TRACKING_TIMEOUT = duration(60 * SECOND);

/** Whether a design has no settings of GFEs; where it has, each is reported. */
export function checkPassthroughDesign(fields: Partial<DesignInput>, reporter: Reporter): boolean {
  const given: readonly (readonly string[])[] = [
    ...(fields.serviceLbPolicy === undefined ? [] : [['serviceLbPolicy']]),
    ...(fields.secondLayer === undefined ? [] : [['secondLayer']]),
    ...(fields.edge?.gfes === undefined ? [] : [['edge', 'gfes']]),
    ...(fields.edge?.server === undefined ? [] : [['edge', 'server']]),
    ...(fields.edge?.backendUpdate === undefined ? [] : [['edge', 'backendUpdate']]),
  ];
  for (const path of given) {
    reporter.error(path, `networkPassthrough has no GFE, so no ${path.at(-1)}`, null, 'key');
  }
  return given.length === 0;
}

/** The edge without GFEs; `expiry` as written, if it was. */
export function passthroughEdge(edge: ResolvedEdge, input: DesignInput['edge']): ResolvedEdge {
  const { connectionTable } = edge;
  const expiry = input?.connectionTable?.expiry === undefined ? TRACKING_TIMEOUT : connectionTable.expiry;
  return { ...edge, gfes: 0, connectionTable: { ...connectionTable, expiry } };
}

export const NO_SECOND_LAYER: ResolvedSecondLayer = {
  gfesPerRegion: 0,
  regions: null,
  knownRegions: 0,
  zonePreferenceEndsAt: 0,
};
