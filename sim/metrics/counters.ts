/**
 * What designs count beside connections and their outcomes: name, unit, meaning, and which designs count it. One table.
 *
 * A counter belongs to no region and no backend. It is added to the interval and to the windows of the instant at which
 * the thing happens. Summary rows, words of expectations, `counters.csv`, `spillway list` and the report's figure
 * follow from the table: a new counter is a line here.
 */
import type { ResolvedDesign, ResolvedTraffic } from '../scenario/resolved-scenario.ts';
import type { Better } from './better.ts';
import type { CounterUnit } from './format-number.ts';

/** Designs that count a thing; what is not counted has no rows and cannot be asked for. */
interface Holders {
  /** Completes "… is counted". */
  readonly where: string;
  readonly include: (design: ResolvedDesign, traffic: ResolvedTraffic) => boolean;
}

/** What a share of a counter is of. */
interface ShareBase {
  readonly of: 'offered' | CounterName;
  /** Whether what is counted is a part of that: its share is then never above 1. */
  readonly isPart: boolean;
  /** Completes "not measured, because …" where there was nothing of it. */
  readonly missing: string;
}

interface Entry {
  readonly unit: CounterUnit;
  readonly better: Better;
  /** What is counted, as "number of …" and "share of …" go on. */
  readonly noun: string;
  readonly meaning: string;
  readonly holders: Holders;
  readonly base: ShareBase;
  /** False where `summary-metrics.ts` has rows of its own for it. */
  readonly hasSummaryRow: boolean;
}

export interface Counter extends Entry {
  readonly name: CounterName;
  /** Its place in arrays [COUNTER_COUNT]. */
  readonly index: number;
}

export type CounterName =
  | 'unremembered'
  | 'failedToPick'
  | 'affinityReturning'
  | 'affinityBroken'
  | 'clientsHit'
  | 'asks'
  | 'balancerRefusals'
  | 'assignments'
  | 'deadAssignments'
  | 'reassigned'
  | 'failedOver'
  | 'redirected'
  | 'putOff'
  | 'newcomers'
  | 'attackAsks'
  | 'addressesKnown'
  | 'exposed'
  | 'exposedClients'
  | 'exposedBytes'
  | 'retries'
  | 'dnsLookups'
  | 'staleAnswers'
  | 'balancerBytesIn'
  | 'balancerBytesOut'
  | 'serverBytesIn'
  | 'serverBytesOut'
  | 'threadCpuSeconds'
  | 'eventCpuSeconds'
  | 'logLines'
  | 'logBytes'
  | 'orphanedWork'
  | 'surgeRefusals'
  | 'slotRefusals'
  | 'newChain'
  | 'newChainErrors'
  | 'silentlyOther';

const EVERY_DESIGN: Holders = { where: 'in every design', include: () => true };
const ASKING = ofKinds('redirect');
const RETRYING: Holders = { where: 'by designs whose clients retry', include: ({ retry }) => retry !== null };
const CHAINED = ofKinds('chain');
const WITH_TIERS: Holders = {
  where: 'by designs with tiers: of kind chain, or with members that have some (member.tiers)',
  include: hasTiers,
};
const WITH_EVENT_TIERS: Holders = {
  where:
    'by designs with tiers: of kind chain, with members that have some (member.tiers), or with front ends that are servers (edge.server)',
  include: (design) => hasTiers(design) || design.edge.server !== undefined,
};
const MOVING: Holders = {
  where: 'by designs with a second chain (rolloutTo)',
  include: ({ chain }) => chain !== undefined && chain.rolloutTo !== null,
};
/** An attacker's servers among those that balancers name. */
const ROGUE: Holders = {
  where: 'by designs of kind redirect with rogue servers',
  include: ({ redirect }) => redirect?.options.rogue !== undefined,
};
const NAMED = ofKinds('redirect', 'dns');
const SIZED: Holders = {
  where: 'where traffic.connections gives requestSize or responseSize',
  include: (_design, { payload }) => payload !== undefined,
};

const ROGUE_SIZED: Holders = {
  where: 'by the same, where traffic.connections gives requestSize or responseSize',
  include: (design, traffic) => ROGUE.include(design, traffic) && SIZED.include(design, traffic),
};

const NOTHING_OFFERED = 'no connection was offered';
const OF_OFFERED: ShareBase = { of: 'offered', isPart: true, missing: NOTHING_OFFERED };
/** Several may belong to one connection. */
const FOR_EACH_OFFERED: ShareBase = { of: 'offered', isPart: false, missing: NOTHING_OFFERED };
/** A balancer may have taken an ask in one interval, and turn it away in the next. */
const OF_ASKS: ShareBase = { of: 'asks', isPart: false, missing: 'no balancer was asked' };
const OF_ASSIGNMENTS: ShareBase = { of: 'assignments', isPart: true, missing: 'no balancer named a server' };
const OF_ATTACK_ASKS: ShareBase = { of: 'attackAsks', isPart: true, missing: 'no attacker asked a balancer' };
/** A balancer may get bytes that are for no server: requests to name one. */
const OF_SERVER_BYTES_IN: ShareBase = { of: 'serverBytesIn', isPart: false, missing: 'no byte went to a server' };
const OF_SERVER_BYTES_OUT: ShareBase = { of: 'serverBytesOut', isPart: false, missing: 'no byte came from a server' };
const OF_RETURNING: ShareBase = {
  of: 'affinityReturning',
  isPart: true,
  missing: 'no client came back while its member was there, or none is kept to one',
};

/** A connection may begin in one interval and end in the next. */
const OF_MOVED: ShareBase = { of: 'newChain', isPart: false, missing: 'no connection took the new chain' };

const ENTRIES: Readonly<Record<CounterName, Entry>> = {
  unremembered: ownRows('connections', 'lower', EVERY_DESIGN, OF_OFFERED, {
    noun: 'connections that no Maglev machine remembers',
    meaning: 'connections offered that their Maglev machine had no room to remember',
  }),
  failedToPick: ownRows('connections', 'lower', EVERY_DESIGN, OF_OFFERED, {
    noun: 'connections that failed to be picked a backend for',
    meaning: 'dropped connections that an eligible backend unknown to their second-layer GFE could have taken',
  }),
  affinityReturning: ownRows('connections', 'neither', EVERY_DESIGN, OF_OFFERED, {
    noun: 'connections of clients whose member is still there',
    meaning: 'with session affinity, new connections of clients whose last member was still there and healthy',
  }),
  affinityBroken: ownRows('connections', 'lower', EVERY_DESIGN, OF_RETURNING, {
    noun: 'connections that broke their affinity',
    meaning:
      'with session affinity, new connections sent to another member though their client’s last one was still there and healthy',
  }),
  clientsHit: counter('clients', 'lower', EVERY_DESIGN, OF_OFFERED, {
    noun: 'clients hit',
    meaning: 'clients for whom a connection failed for the first time in the run',
  }),
  asks: counter('requests', 'lower', ASKING, FOR_EACH_OFFERED, {
    noun: 'asks of balancers',
    meaning: 'requests of clients to a balancer to name a server; those of attackers are attackAsks',
  }),
  balancerRefusals: counter('requests', 'lower', ASKING, OF_ASKS, {
    noun: 'asks that a balancer turned away',
    meaning: 'requests of clients to a balancer that it turned away: it had more than it can answer, or knew no server',
  }),
  assignments: counter('requests', 'neither', ASKING, FOR_EACH_OFFERED, {
    noun: 'assignments',
    meaning: 'answers of balancers that named a server',
  }),
  deadAssignments: counter('requests', 'lower', ASKING, OF_ASSIGNMENTS, {
    noun: 'assignments to dead servers',
    meaning: 'answers of balancers that named a server which did not answer at that moment',
  }),
  reassigned: counter('clients', 'neither', ASKING, FOR_EACH_OFFERED, {
    noun: 'clients sent to another server',
    meaning: 'clients sent to another server than the one they had; one client may be counted more than once',
  }),
  failedOver: counter('clients', 'neither', ASKING, FOR_EACH_OFFERED, {
    noun: 'clients that went down their list',
    meaning: 'clients that went on to the next server of the list that a balancer gave them, because one had failed',
  }),
  redirected: counter('connections', 'neither', ASKING, FOR_EACH_OFFERED, {
    noun: 'connections that a server redirected',
    meaning: 'connections that a server redirected to a balancer: it drains, has too much load, or was not meant',
  }),
  putOff: counter('requests', 'lower', ASKING, OF_ASKS, {
    noun: 'asks that a balancer put off',
    meaning: 'requests to a balancer whose client was told to come back later, because too many came at once',
  }),
  newcomers: counter('clients', 'neither', NAMED, OF_OFFERED, {
    noun: 'newcomers',
    meaning: 'people who became clients after the run began, at their first connection: they know no server yet',
  }),
  attackAsks: counter('requests', 'lower', ASKING, FOR_EACH_OFFERED, {
    noun: 'asks of attackers',
    meaning: 'requests of attackers to a balancer to name a server, turned away or not',
  }),
  addressesKnown: counter('servers', 'lower', ASKING, OF_ATTACK_ASKS, {
    noun: 'servers that attackers have come to know',
    meaning: 'servers whose address a balancer has named to an attacker for the first time',
  }),
  exposed: counter('connections', 'lower', ROGUE, FOR_EACH_OFFERED, {
    noun: 'connections that a rogue server took',
    meaning: 'connections that a server of an attacker took which balancers had named, by the instant of their end',
  }),
  exposedClients: counter('clients', 'lower', ROGUE, OF_OFFERED, {
    noun: 'clients whom a rogue server took in',
    meaning: 'clients of whom a server of an attacker took a connection for the first time in the run',
  }),
  exposedBytes: counter('bytes', 'lower', ROGUE_SIZED, FOR_EACH_OFFERED, {
    noun: 'bytes that passed a rogue server',
    meaning: 'bytes of requests to servers of an attacker, and of their answers',
  }),
  retries: counter('connections', 'lower', RETRYING, FOR_EACH_OFFERED, {
    noun: 'retries',
    meaning: 'tries of a connection after its first',
  }),
  dnsLookups: counter('lookups', 'neither', NAMED, FOR_EACH_OFFERED, {
    noun: 'DNS lookups',
    meaning: 'names that clients had to have resolved, because they held no answer that was still good',
  }),
  staleAnswers: counter('connections', 'lower', NAMED, FOR_EACH_OFFERED, {
    noun: 'connections sent by stale DNS answers',
    meaning: 'connections sent where a copy of a DNS answer said, after the answer had changed',
  }),
  balancerBytesIn: counter('bytes', 'lower', SIZED, OF_SERVER_BYTES_IN, {
    noun: 'bytes from clients to balancers',
    meaning: 'bytes of requests that went into balancers',
  }),
  balancerBytesOut: counter('bytes', 'lower', SIZED, OF_SERVER_BYTES_OUT, {
    noun: 'bytes from balancers to clients',
    meaning: 'bytes of answers that came to the clients out of balancers',
  }),
  serverBytesIn: counter('bytes', 'neither', SIZED, FOR_EACH_OFFERED, {
    noun: 'bytes from clients to servers',
    meaning: 'bytes of the requests that servers took',
  }),
  serverBytesOut: counter('bytes', 'neither', SIZED, FOR_EACH_OFFERED, {
    noun: 'bytes from servers to clients',
    meaning: 'bytes of the answers that clients got of servers',
  }),
  threadCpuSeconds: counter('coreSeconds', 'lower', WITH_TIERS, FOR_EACH_OFFERED, {
    noun: 'core seconds of tiers with a thread for each connection',
    meaning: 'processor time that tiers of kind threadPerConnection spent on requests',
  }),
  eventCpuSeconds: counter('coreSeconds', 'lower', WITH_EVENT_TIERS, FOR_EACH_OFFERED, {
    noun: 'core seconds of event-driven tiers',
    meaning: 'processor time that tiers of kind eventDriven spent on requests',
  }),
  logLines: counter('requests', 'lower', WITH_EVENT_TIERS, FOR_EACH_OFFERED, {
    noun: 'lines in the access logs of tiers',
    meaning: 'requests that tiers wrote into their access logs, one line at each tier',
  }),
  logBytes: counter('bytes', 'lower', WITH_EVENT_TIERS, FOR_EACH_OFFERED, {
    noun: 'bytes in the access logs of tiers',
    meaning: 'bytes that tiers wrote into their access logs',
  }),
  orphanedWork: counter('requests', 'lower', WITH_TIERS, FOR_EACH_OFFERED, {
    noun: 'requests served for nobody',
    meaning: 'requests that a tier or a member served to the end though whoever sent them had gone',
  }),
  surgeRefusals: counter('requests', 'lower', CHAINED, OF_OFFERED, {
    noun: 'requests that found the surge queue full',
    meaning: 'requests answered with 503 because the queue before a tier had no room',
  }),
  slotRefusals: counter('requests', 'lower', WITH_EVENT_TIERS, FOR_EACH_OFFERED, {
    noun: 'connections and requests that no slot was left for',
    meaning: 'connections and requests that an event-driven tier threw away because its connections were used up',
  }),
  newChain: counter('connections', 'neither', MOVING, FOR_EACH_OFFERED, {
    noun: 'connections on the new chain',
    meaning: 'connections of clients that a rollout had moved to the new chain',
  }),
  newChainErrors: counter('connections', 'lower', MOVING, OF_MOVED, {
    noun: 'connections that failed on the new chain',
    meaning: 'connections on the new chain that came to anything but their end, by that instant',
  }),
  silentlyOther: counter('connections', 'lower', MOVING, OF_MOVED, {
    noun: 'requests served in another meaning',
    meaning: 'connections completed on the new chain with the old status, whose request was understood otherwise',
  }),
};

/** In the order in which rows and columns list them. */
export const COUNTERS: readonly Counter[] = (Object.keys(ENTRIES) as CounterName[]).map((name, index) => {
  return { name, index, ...ENTRIES[name] };
});

export const COUNTER_COUNT = COUNTERS.length;

/** `COUNTER.asks`: the place of a counter in arrays, as the collector wants it. */
export const COUNTER = Object.fromEntries(COUNTERS.map(({ name, index }) => [name, index])) as Readonly<
  Record<CounterName, number>
>;

export function isCounter(word: string): word is CounterName {
  return Object.hasOwn(ENTRIES, word);
}

export function counterOf(name: CounterName): Counter {
  return COUNTERS[COUNTER[name]]!;
}

function hasTiers({ kind, service }: ResolvedDesign): boolean {
  return kind === 'chain' || service.backends.some(({ member }) => member.tiers !== undefined);
}

type Words = Pick<Entry, 'noun' | 'meaning'>;

function counter(unit: CounterUnit, better: Better, holders: Holders, base: ShareBase, words: Words): Entry {
  return { unit, better, holders, base, ...words, hasSummaryRow: true };
}

function ownRows(unit: CounterUnit, better: Better, holders: Holders, base: ShareBase, words: Words): Entry {
  return { ...counter(unit, better, holders, base, words), hasSummaryRow: false };
}

/** @param kinds as a scenario spells them */
function ofKinds(...kinds: readonly string[]): Holders {
  return { where: `by designs of kind ${kinds.join(' and ')}`, include: ({ kind }) => kinds.includes(kind) };
}
