/**
 * `designs`: inheritance between designs, their changes to the service, defaults.
 */

import { type Duration, duration, SECOND } from '../../kernel/time.ts';
import { isPrime } from '../../maglev/prime.ts';
import type { WorldData } from '../../world/world-data.ts';
import { merge } from '../document/merge.ts';
import { child, descend, type MapNode } from '../document/node.ts';
import { documentNulls, serviceNulls } from '../document/null-rules.ts';
import type { Reporter } from '../document/reporter.ts';
import type { ResolvedEdge } from '../resolved-machines.ts';
import type { ResolvedRedirect } from '../resolved-redirect.ts';
import type { ResolvedRequests } from '../resolved-requests.ts';
import type { DesignKind, ResolvedDesign, ResolvedService } from '../resolved-scenario.ts';
import { DESIGN_KINDS, type DesignInput, designSchema } from '../schema/designs.ts';
import { countOf } from '../schema/quantities.ts';
import { keysAt, readFields, readPart } from '../shape/read-part.ts';
import { listWords, nearest } from '../suggest.ts';
import { CHAIN_RESPONSE_TIMEOUT, checkNoChainFields, resolveChain } from './chain.ts';
import { resolveFrontEndServer } from './front-end-server.ts';
import { warnOfClosedDoors, warnOfIdleSettings } from './idle-settings.ts';
import { resolveLoadReport } from './load-report.ts';
import type { ModuleScope } from './module.ts';
import { checkNoNaming, type NamingScope, resolveNaming } from './naming.ts';
import { resolvePacketRate } from './packet-rate.ts';
import { checkPassthroughDesign, NO_SECOND_LAYER, passthroughEdge } from './passthrough-design.ts';
import { resolvePropagation } from './propagation.ts';
import { checkNoFrontEnd, checkNoRedirectFields, NO_EDGE, resolveRedirect } from './redirect.ts';
import { resolveResponseTimeout } from './response-timeout.ts';
import { resolveRetry, retryOfRedirect } from './retry.ts';
import { resolveSecondLayer } from './second-layer.ts';
import { resolveService } from './service.ts';
import { resolveServiceLbPolicy } from './service-lb-policy.ts';
import { durationOf } from './time.ts';

/** Assumption: a PoP of a few machines, so that the loss of one is a sizeable share and can be seen. */
const DEFAULT_MAGLEV_MACHINES = 4;
const DEFAULT_GFES = 8;

/** Maglev paper, section 5.3: the "small" table; also the default of Envoy. */
const DEFAULT_TABLE_SIZE = 65_537;

/**
 * Assumption (the paper gives no size): flows that a machine remembers, and the proxy's default idle
 * time after which it forgets one.
 */
const DEFAULT_TABLE_ENTRIES = 1_000_000;
const DEFAULT_TABLE_EXPIRY = duration(600 * SECOND);

/**
 * Assumption: health of a GFE is known, and a configuration pushed, within seconds; machines
 * are a second out of step at most.
 */
const DEFAULT_UPDATE_DELAY = duration(1 * SECOND);
const DEFAULT_UPDATE_SPREAD = duration(1 * SECOND);

/** Envoy, cluster.proto, connect_timeout: 5 s by default. */
const DEFAULT_CONNECT_TIMEOUT = duration(5 * SECOND);

/** Servers and balancers of the forum design tell each other themselves; a record is one place. */
const AT_ONCE = { delay: duration(0), spread: duration(0) };

const PROXY = 'anycastProxy';

export interface DesignsScope {
  readonly world: WorldData | null;
  readonly modules: ModuleScope;
  /** `null` where they are faulty. */
  readonly requests: ResolvedRequests | null;
}

export interface ResolvedDesigns {
  /** Ids as written, faulty designs too. */
  readonly ids: readonly string[];
  /** The sound ones. */
  readonly designs: ReadonlyMap<string, ResolvedDesign>;
  /** The scenario's own service; `null` where it is faulty. */
  readonly service: ResolvedService | null;
}

export function resolveDesigns(reporter: Reporter, scope: DesignsScope): ResolvedDesigns {
  const { world, modules } = scope;
  const shared = mapAt(reporter.root, ['service']);
  const ids = keysAt(reporter.root, ['designs']);
  const lineages = ids.flatMap((id) => {
    const lineage = lineageOf(id, reporter);
    if (lineage === null) return [];
    const merged = lineage.reduce((base, over) => merge(base, over, documentNulls(reporter.problems)));
    return [{ id, lineage, merged, kind: readPart(designSchema.shape.kind, merged, ['kind']) ?? PROXY }];
  });
  // The scenario's own service is that of a proxy, unless there is no proxy.
  const hasProxy = lineages.some(({ kind }) => kind === PROXY);
  const sharedKind = hasProxy ? PROXY : (lineages[0]?.kind ?? PROXY);
  const service = shared === null ? null : resolveService(reporter.on(shared), sharedKind, world, modules);
  const designs = new Map<string, ResolvedDesign>();
  for (const { id, lineage, merged, kind } of lineages) {
    const own = serviceOf(shared, lineage, reporter);
    const isShared = own === shared && kind === sharedKind;
    const ownService =
      own === null ? null : isShared ? service : resolveService(reporter.on(own), kind, world, modules);
    const design = resolveDesign(id, merged, ownService, scope, reporter);
    if (design === null) continue;
    warnOfIdleSettings(design, reporter.on(merged));
    warnOfClosedDoors(design, reporter.on(own!));
    designs.set(id, design);
  }
  return { ids, designs, service };
}

/** The design and those it extends, the base first; `null` after a fault, which is reported. */
function lineageOf(id: string, reporter: Reporter): MapNode[] | null {
  const lineage: MapNode[] = [];
  const chain: string[] = [];
  let next: string | null = id;
  while (next !== null) {
    const path: string[] = ['designs', next];
    const node = mapAt(reporter.root, path);
    if (node === null) return null;
    chain.push(next);
    lineage.unshift(node);
    const base = baseOf(node);
    if (base === null) break;
    if (chain.includes(base)) {
      const circle = chain.slice(chain.indexOf(base));
      const first = keysAt(reporter.root, ['designs']).find((name) => circle.includes(name));
      const route = [...circle, base].join(' -> ');
      // Once for the circle, at the first of its designs.
      if (first === id) reporter.error(['designs', id, 'extends'], `designs extend one another in a circle: ${route}`);
      return null;
    }
    const known = keysAt(reporter.root, ['designs']);
    if (!known.includes(base)) {
      reporter.error(
        [...path, 'extends'],
        `unknown design "${base}"`,
        nearest(
          base,
          known.filter((other) => other !== next),
        ),
      );
      return null;
    }
    next = base;
  }
  return lineage;
}

function baseOf(design: MapNode): string | null {
  return readPart(designSchema.shape.extends, design, ['extends']) ?? null;
}

/** The scenario's service with the changes of each design of the lineage in turn; `null` where a part is no map. */
function serviceOf(shared: MapNode | null, lineage: readonly MapNode[], reporter: Reporter): MapNode | null {
  let service = shared;
  for (const design of lineage) {
    const changes = child(design, 'service');
    if (changes === null) continue;
    if (service === null || changes.kind !== 'map') return null;
    service = merge(service, changes, serviceNulls(reporter.problems));
  }
  return service;
}

function resolveDesign(
  id: string,
  merged: MapNode,
  service: ResolvedService | null,
  { world, modules, requests }: DesignsScope,
  reporter: Reporter,
): ResolvedDesign | null {
  const own = reporter.on(merged);
  const fields: Partial<DesignInput> = readFields(designSchema, merged, []);
  if (!merged.entries.has('kind') && !merged.entries.has('extends')) {
    reporter.error(
      ['designs', id],
      `missing "kind"; expected ${listWords(DESIGN_KINDS)}, or a design to extend`,
      null,
      'key',
    );
  }
  if (fields.kind === 'chain' && !merged.entries.has('tiers')) {
    reporter.error(['designs', id], 'missing "tiers"; expected the tiers of the chain, by id', null, 'key');
  }
  const isPassthrough = fields.kind === 'networkPassthrough';
  const isRedirect = fields.kind === 'redirect';
  const isNamed = isRedirect || fields.kind === 'dns';
  const isChain = fields.kind === 'chain';
  const hasEdge = !isNamed && !isChain;
  const edge = resolveEdge(fields.edge ?? {}, isPassthrough, own);
  const loadReport = resolveLoadReport(fields.loadReport ?? {}, own);
  if (isPassthrough && !checkPassthroughDesign(fields, own)) return null;
  if (!isRedirect && !checkNoRedirectFields(fields, own)) return null;
  if (!isNamed && !checkNoNaming(fields.dns, own)) return null;
  if (fields.kind === 'dns' && !checkNoFrontEnd('dns', fields, own)) return null;
  const secondLayer =
    isPassthrough || !hasEdge ? NO_SECOND_LAYER : resolveSecondLayer(fields.secondLayer ?? {}, world, own);
  if (!isChain && !checkNoChainFields(fields, own)) return null;
  if (fields.kind === undefined || edge === null || loadReport === null || secondLayer === null || service === null)
    return null;
  const serviceLbPolicy = resolveServiceLbPolicy(fields.serviceLbPolicy ?? {}, service, own, modules);
  const redirect = isRedirect ? resolveRedirect(fields, service, world, own) : null;
  const connectTimeout = orDefault(fields.connectTimeout, DEFAULT_CONNECT_TIMEOUT);
  const naming = isNamed
    ? resolveNaming(fields.dns ?? {}, namingScope(fields.kind, redirect, service, connectTimeout), own)
    : null;
  const patience = resolveResponseTimeout(fields, own);
  const given = fields.retry === undefined ? null : resolveRetry(fields.retry, own);
  const retry = fields.retry === undefined && isRedirect ? retryOfRedirect() : given?.tries === 1 ? null : given;
  if (!patience.isSound) return null;
  if (serviceLbPolicy === null || (isRedirect && redirect === null) || (isNamed && naming === null)) return null;
  if (fields.retry !== undefined && given === null) return null;
  const chain = isChain ? resolveChain(fields, requests, own) : null;
  if (isChain && chain === null) return null;
  return {
    id,
    kind: fields.kind,
    service,
    serviceLbPolicy,
    edge: isPassthrough ? passthroughEdge(edge, fields.edge) : hasEdge ? edge : NO_EDGE,
    secondLayer,
    loadReport,
    propagation: !hasEdge && fields.propagation === undefined ? AT_ONCE : resolvePropagation(fields.propagation ?? {}),
    connectTimeout,
    packetRate: resolvePacketRate(fields),
    // Linux since 2023.
    synRetransmission: fields.synRetransmission ?? 'linear',
    responseTimeout: patience.responseTimeout ?? (isChain ? CHAIN_RESPONSE_TIMEOUT : null),
    retry,
    redirect,
    naming,
    ...(chain !== null && { chain }),
    labels: fields.labels ?? {},
  };
}

function namingScope(
  kind: DesignKind,
  redirect: ResolvedRedirect | null,
  { backends }: ResolvedService,
  connectTimeout: Duration,
): NamingScope {
  const regions =
    redirect === null || redirect.balancers.isOnServers
      ? backends.map(({ region }) => region)
      : redirect.balancers.regions;
  const hasOneAddress = redirect !== null && redirect.balancers.discovery !== 'dnsRoundRobin';
  return { kind, hasOneAddress, regions: [...new Set(regions)], connectTimeout };
}

function resolveEdge(
  input: NonNullable<DesignInput['edge']>,
  isPassthrough: boolean,
  reporter: Reporter,
): ResolvedEdge | null {
  const tableSize = input.tableSize ?? DEFAULT_TABLE_SIZE;
  const maglevMachines = input.maglevMachines ?? DEFAULT_MAGLEV_MACHINES;
  if (!isPrime(tableSize)) {
    const near = nearestPrime(tableSize);
    reporter.error(['edge', 'tableSize'], `${tableSize} is not a prime; the nearest is ${near}`);
    return null;
  }
  const gfes = input.gfes ?? DEFAULT_GFES;
  if (!isPassthrough && tableSize < gfes) {
    reporter.errorAmong(
      [
        ['edge', 'tableSize'],
        ['edge', 'gfes'],
      ],
      `a table of ${tableSize} slots has none for ${gfes - tableSize} of ${gfes} GFEs`,
    );
    return null;
  }
  return {
    maglevMachines,
    gfes,
    tableSize,
    connectionTable: {
      entries:
        input.connectionTable?.entries === undefined ? DEFAULT_TABLE_ENTRIES : countOf(input.connectionTable.entries),
      expiry: orDefault(input.connectionTable?.expiry, DEFAULT_TABLE_EXPIRY),
    },
    // Maglev paper, section 3.3: what standard ECMP does.
    ecmp: input.ecmp ?? 'modulo',
    backendUpdate: {
      delay: orDefault(input.backendUpdate?.delay, DEFAULT_UPDATE_DELAY),
      spread: orDefault(input.backendUpdate?.spread, DEFAULT_UPDATE_SPREAD),
    },
    ...(input.server !== undefined && { server: resolveFrontEndServer(input.server) }),
  };
}

/** The lower of two that are equally near. */
function nearestPrime(size: number): number {
  for (let step = 1; ; step++) {
    if (isPrime(size - step)) return size - step;
    if (isPrime(size + step)) return size + step;
  }
}

function orDefault(text: string | undefined, otherwise: Duration): Duration {
  return text === undefined ? otherwise : durationOf(text);
}

function mapAt(root: MapNode, path: readonly string[]): MapNode | null {
  const { node, rest } = descend(root, path);
  return rest.length === 0 && node.kind === 'map' ? node : null;
}
