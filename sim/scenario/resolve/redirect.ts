/** What only a design of kind `redirect` has, with its defaults. */
import { type Duration, duration, MILLISECOND, SECOND } from '../../kernel/time.ts';
import type { WorldData } from '../../world/world-data.ts';
import type { Reporter } from '../document/reporter.ts';
import type { ResolvedEdge } from '../resolved-machines.ts';
import type { ResolvedBalancers, ResolvedRedirect } from '../resolved-redirect.ts';
import type { DesignKind, ResolvedService } from '../resolved-scenario.ts';
import type { DesignInput } from '../schema/designs.ts';
import { countOf } from '../schema/quantities.ts';
import { redirectFields } from '../schema/redirect.ts';
import { parsePercent } from '../units.ts';
import { resolveForumOptions } from './forum-options.ts';
import { resolveNames } from './names.ts';
import { durationOf } from './time.ts';

/** The post: "redundant" balancers. */
const DEFAULT_BALANCERS = 2;
/** Assumption: mostly the handshake of TLS, some 1 ms of a core with RSA-2048; four cores. */
const DEFAULT_SERVICE_TIME = duration(1 * MILLISECOND);
const DEFAULT_WORKERS = 4;
/** Assumption: as the surge queue of a Classic Load Balancer (reference: AWS). */
const DEFAULT_BACKLOG = 1_024;
/** VRRP (RFC 5798): an advertisement a second, and the master is down after three were missed. */
export const DEFAULT_TAKEOVER = duration(3 * SECOND);
/**
 * Assumption: as often as a health check of Google Cloud probes, and held dead after as many seconds as
 * Consul's session by default takes.
 */
const DEFAULT_HEARTBEAT = duration(5 * SECOND);
const DEFAULT_MISSED = 3;
/** Assumption: nobody there, or gone in the middle; what the server says itself, a client believes. */
const DEFAULT_FAILURES = ['refused', 'timedOut', 'reset'] as const;

const FIELD_NAMES = Object.keys(redirectFields) as readonly (keyof typeof redirectFields)[];
/** What the front ends of a proxy have. */
const PROXY_FIELDS = ['serviceLbPolicy', 'edge', 'secondLayer'] as const;

/** A redirect design has no PoPs with machines. */
export const NO_EDGE: ResolvedEdge = {
  maglevMachines: 0,
  gfes: 0,
  tableSize: 2,
  connectionTable: { entries: 0, expiry: duration(0) },
  ecmp: 'modulo',
  backendUpdate: { delay: duration(0), spread: duration(0) },
};

/** Whether a design of another kind has nothing that only a redirect design has; where it has, each is reported. */
export function checkNoRedirectFields(fields: Partial<DesignInput>, reporter: Reporter): boolean {
  const given = FIELD_NAMES.filter((name) => fields[name] !== undefined);
  for (const name of given) reporter.error([name], `only a design of kind redirect has ${name}`, null, 'key');
  return given.length === 0;
}

/** Whether a design without PoPs has nothing of front ends; where it has, each is reported. */
export function checkNoFrontEnd(kind: DesignKind, fields: Partial<DesignInput>, reporter: Reporter): boolean {
  const given = PROXY_FIELDS.filter((name) => fields[name] !== undefined);
  for (const name of given) reporter.error([name], `${kind} has no front end of its own, so no ${name}`, null, 'key');
  return given.length === 0;
}

/** `null` after a fault, which is reported. */
export function resolveRedirect(
  fields: Partial<DesignInput>,
  service: ResolvedService,
  world: WorldData | null,
  reporter: Reporter,
): ResolvedRedirect | null {
  const hasNoFrontEnd = checkNoFrontEnd('redirect', fields, reporter);
  const { assignment, heartbeat, lease, failures, clientsAtStart } = fields;
  const balancers = resolveBalancers(fields.balancers ?? {}, service, world, reporter);
  const jitter = parsePercent(lease?.jitter ?? '0%')!;
  const isJitterSound = jitter <= 1;
  if (!isJitterSound) reporter.error(['lease', 'jitter'], `a lease cannot be shorter by ${lease?.jitter} of itself`);
  const selfPreservation = heartbeat?.selfPreservation === undefined ? null : parsePercent(heartbeat.selfPreservation)!;
  const isPreservationSound = selfPreservation === null || selfPreservation <= 1;
  if (!isPreservationSound) {
    reporter.error(
      ['heartbeat', 'selfPreservation'],
      `${heartbeat?.selfPreservation} of them is more than all of them`,
    );
  }
  const options = resolveForumOptions(fields, service, reporter);
  if (!hasNoFrontEnd || !isPreservationSound || balancers === null || !isJitterSound || options === null) return null;
  return {
    balancers,
    assignment: assignment ?? 'random',
    heartbeat: {
      interval: orDefault(heartbeat?.interval, DEFAULT_HEARTBEAT),
      missed: heartbeat?.missed ?? DEFAULT_MISSED,
      selfPreservation,
    },
    lease: {
      duration: lease?.duration === undefined || lease.duration === 'perpetual' ? null : durationOf(lease.duration),
      jitter,
    },
    failures: [...new Set(failures ?? DEFAULT_FAILURES)],
    clientsAtStart: clientsAtStart ?? 'assigned',
    options,
  };
}

function resolveBalancers(
  input: NonNullable<DesignInput['balancers']>,
  { backends }: ResolvedService,
  world: WorldData | null,
  reporter: Reporter,
): ResolvedBalancers | null {
  const usedRegions = [...new Set(backends.map(({ region }) => region))];
  const isOnServers = input.onServers ?? false;
  const number = input.count ?? DEFAULT_BALANCERS;
  const serverCount = backends.flatMap(({ zones }) => zones).reduce((sum, { members }) => sum + members, 0);
  if (isOnServers && input.regions !== undefined) {
    reporter.error(['balancers', 'regions'], 'balancers on servers stand where those do', null, 'key');
    return null;
  }
  if (isOnServers && number > serverCount) {
    reporter.error(['balancers', 'count'], `${number} balancers do not fit on ${serverCount} servers, one on each`);
    return null;
  }
  const known = {
    what: 'region',
    which: 'with backends',
    ids: usedRegions,
    whyNot: (id: string) =>
      world?.regions.some((region) => region.id === id) === true ? `region ${id} holds no backend` : null,
  };
  const regions =
    input.regions === undefined ? usedRegions : resolveNames(input.regions, known, ['balancers', 'regions'], reporter);
  if (regions === null) return null;
  return {
    count: number,
    regions,
    isOnServers,
    discovery: input.discovery ?? 'dnsRoundRobin',
    serviceTime: orDefault(input.serviceTime, DEFAULT_SERVICE_TIME),
    workers: input.workers ?? DEFAULT_WORKERS,
    backlog: input.backlog === undefined ? DEFAULT_BACKLOG : countOf(input.backlog),
    takeover: orDefault(input.takeover, DEFAULT_TAKEOVER),
  };
}

function orDefault(text: string | undefined, otherwise: Duration): Duration {
  return text === undefined ? otherwise : durationOf(text);
}
