/**
 * The vocabulary of explanations: every reason for which something is chosen or passed
 * over, and what it says to a reader.
 *
 * `{name}` stands for a fact of that name; its unit is the end of its name. One list, so that the command line, the
 * report and the documentation (docs/EXPLAIN.md) say the same.
 */
import { type Facts, factText } from './fact-text.ts';

export const REASONS = {
  // Ingress: which PoP's routers the packets reach.
  mostPreferred: 'its network prefers no other PoP that announces the address; {rttMs} away',
  staleRoute: 'its network has not yet learnt that this PoP no longer announces the address',
  noneAnnounces: 'its network knows of no PoP that announces the address',
  withdrawn: 'withdrawn: it does not announce the address',
  popDown: 'down',
  noMachines: 'it has no Maglev machine left',
  notConverged: 'announces again, but the network has not yet learnt it',
  otherRegion: 'network tier STANDARD: it is no PoP of the forwarding rule’s region',
  lessPreferred: 'less preferred by the network; {rttMs} away',
  // Serving: where geo-IP has the client served.
  nearestPop:
    'the nearest that serves, {distanceKm} from the metro by the cables; {fromIngressMs} from the ingress PoP',
  wouldServe: 'the nearest that serves, {distanceKm} from the metro by the cables; but no packet gets in',
  noneServes: 'no PoP serves',
  noFrontEnds: 'it has no first-layer GFE in service',
  fartherPop: 'farther: {distanceKm}',
  whereItCameIn: 'network tier STANDARD: served where the packets came in',
  nextOfRegion: 'network tier STANDARD: the nearest other PoP of the region, {fromIngressMs} from the ingress PoP',
  // The layer 3/4 tier of that PoP.
  ecmpBucket: 'ECMP: the flow falls into bucket {bucket} of {bucketCount}, {machinesUp} of {machineCount} machines up',
  machineDown: 'down: the router spreads its flows over the others',
  lookupSlot: 'slot {slot} of {tableSize} of the lookup table; the machine remembers the flow',
  lookupForgotten:
    'slot {slot} of {tableSize} of the lookup table; the machine’s connection table is full, so it does not remember the flow',
  frontEndDown: 'down, but the Maglev machine’s lookup table still names it in slot {slot}',
  noFrontEndInTable: 'the Maglev machine’s lookup table names no GFE',
  notInTable: 'down, draining or of weight 0: no slot of the table names it',
  // Which second-layer GFE the first layer uses.
  nearestConfigured: 'the nearest region with a backend configured to serve, {rttMs} from the serving PoP',
  regionOfRule: 'network tier STANDARD: a GFE of the forwarding rule’s region, {rttMs} from the serving PoP',
  otherTierRegion: 'network tier STANDARD: outside the forwarding rule’s region',
  noneConfigured: 'no region has a backend configured to serve: the nearest of all, {rttMs} away',
  regionNotConfigured: 'none of its backends is configured to serve: {why}',
  nearestToClient:
    'the nearest region with a second-layer GFE, {rttMs} from the serving PoP: these backends are reached from near the client',
  noGfeInRegion: 'none of its second-layer GFEs takes connections',
  noSecondLayer: 'no second-layer GFE anywhere takes connections',
  fartherRegion: 'farther: {rttMs}',
  // Which zonal backend the service policy picks.
  onlyChoice: '{policy} picks it whatever the draw',
  wonTheDraw: '{policy} picked it by draw: it had {share} of new connections at this GFE',
  clientHashed:
    'session affinity: the hash of the client’s address falls to it; of new clients it gets {share} at this GFE',
  leastOverfilled:
    'every eligible backend that the GFE knows is full: {policy} overfills it, the nearest no fuller than the mean ({share} of new connections)',
  zonePreferred: 'the GFE still favours its own zone: {nearestZoneShare} of new connections',
  noneEligible: 'of the backends that the GFE knows none is eligible',
  isolatedFromRest: 'isolation keeps connections in the nearest region, where none is eligible; elsewhere there is one',
  unknownToGfe: 'unknown to this GFE, which knows the nearest {knownRegionCount} regions only',
  notInDesign: 'not a backend of this design',
  detached: 'detached from the service',
  noMembers: 'it has no members',
  draining: 'draining: it takes no new connections',
  scalerZero: 'its capacity scaler is 0',
  noHealthyMember: 'health checks hold none of its {members} members to be healthy',
  noRoom: 'no room: {seenLoad} of {capacity} as the GFE sees it',
  fullerThanMean: 'fuller than the mean of all, which are all full: {seenLoad} of {capacity}',
  fartherOverfilled: 'full like all others, and farther than the one that is overfilled',
  fartherThanRoom: 'has room, but a nearer region has room too',
  lostTheDraw: 'lost the draw: it had {share} of new connections at this GFE',
  clientHashedElsewhere:
    'session affinity: the hash of the client’s address falls to another; of new clients it gets {share} at this GFE',
  otherZone: 'another zone: the GFE still favours its own',
  belowThreshold:
    'too few of its members are healthy, {seenHealthy} of {members}, so it passes on a share; it had {share} of new connections at this GFE',
  autoDrained:
    'auto-capacity drain: {seenHealthy} of its {members} members are healthy, so it counts as without capacity',
  isolated: 'isolation keeps connections in another region',
  preferredFirst: 'not a preferred backend: those are filled first',
  noShare: 'the policy gives it no share',
  // By a policy of the scenario's own.
  ownPolicy: '{policy}, a policy of the scenario’s own, picked it',
  ownPolicyNone: '{policy}, a policy of the scenario’s own, picked none',
  ownPolicyPassed: '{policy} picked another',
  // Which member the locality policy picks.
  localityPolicy:
    '{policy} among {healthyMembers} healthy of {members} members; it has {open} open, the others {leastOpen} to {mostOpen}',
  heldUnhealthy: 'held unhealthy: {count} members',
  ejected: 'outlier detection: this GFE has ejected {count} of the healthy members',
  ejectedAll: 'outlier detection: this GFE has ejected all {count} healthy members, so all of them count again',
  // Which members a passthrough balancer's pool has, and which one the hash names.
  primariesServe:
    '{healthy} of {primaries} primaries are healthy: enough for the failover ratio {ratio}, or nobody to fail over to',
  failedOver: 'too few primaries are healthy, {healthy} of {primaries}, for the failover ratio {ratio}',
  lastResort: 'nobody is healthy: all primaries get connections all the same',
  dropsUnhealthy: 'nobody is healthy, and dropTrafficIfUnhealthy is set',
  consistentHash:
    'the hash of {key} names it in a lookup table over {members} members, whatever their load; it has {open} open, the others {leastOpen} to {mostOpen}',
  // Clients that connect to servers directly. By DNS: which address of their copy of the answer.
  lookedUp: 'the first of {addresses} addresses in the answer that it has just looked up; {rttMs} away',
  ownCopy: 'the first of {addresses} addresses in its copy of the answer; {rttMs} away',
  staleCopy:
    'the first of {addresses} addresses in its copy of the answer, though the record no longer has it; {rttMs} away',
  nextAddress: 'the next of the {addresses} addresses in its copy of the answer; {rttMs} away',
  // By balancers: what a client remembers, which balancer it asks, which server that names.
  remembered: 'a balancer has told it to use this one, {rttMs} away; nobody else has a say',
  toldNone: 'no balancer has told it a server yet',
  leftServer: 'it has left {server}, which failed',
  leaseEnded: 'its lease of {server} has ended',
  listedAddress: 'address {place} of the {addresses} in the answer of DNS, {rttMs} away',
  holdsAddress: 'it holds the one address of the balancers, {rttMs} away',
  balancerSilent: 'it did not answer within the client’s connect timeout',
  balancerRefused: 'nothing listens there',
  balancerFull: 'more asks were waiting than it takes',
  balancerLost: 'it went down before it had answered',
  named:
    '{policy} among the {listed} servers on its list, of which {listedDead} do not answer in truth; it had named this one to {told} clients, the others to {leastTold} to {mostTold} each; {rttMs} from the client',
  offList: 'not on its list: held dead, draining or not registered',
  noAddress: 'the answer of DNS has no address',
  emptyList: 'its list of servers is empty',
  // Tiers in series: the region, the chain, flood protection, servers, the form of the request, the member.
  nearestSite: 'the nearest region with backends, {rttMs} away: the tiers stand there',
  movedByRollout: 'a rollout has moved this client',
  notMoved: 'no rollout has moved this client',
  letThrough: 'within its own rate and that of all',
  hashedToServer: 'the hash of the connection leads to it, of {servers} servers of {tier} in the region',
  nextInTurn: 'the next in turn of {servers} servers of {tier} in the region',
  serverOfNoUse: 'of no use: it refused, or its host did not answer in time',
  formKept: 'handed on as it came',
  formChanged: 'it came as {target}',
  formAnswered: 'it came as {target}, and the tier answers it itself, {status}: {why}',
  memberOfRegion: 'a healthy member of the region, by {policy}; it has {open} open',
  // What became of it.
  ranItsCourse: 'answered and closed at its own end',
  noPopAnswers: 'its packets reached no PoP that answers',
  noConnectionLeft: 'its first-layer GFE had no connection left for it',
  frontEndSilent: 'the first-layer GFE that its packets were sent to does not answer',
  nothingToPick: 'no backend anywhere is eligible',
  failedToPick: 'its GFE knows no eligible backend, though there is one elsewhere: {elsewhere}',
  memberSilent: 'the member does not answer, though health checks still hold it to be healthy',
  memberRefuses: 'nothing listens at the member, though health checks still hold it to be healthy',
  portClosed: 'the member is well, but nothing listens at the port that the backend service sends to',
  doesNotGetThere: 'the member is well, but packets of this GFE do not get there: firewall or IP version',
  noBalancerAnswers: 'no balancer of those that it knows has named a server',
  serverSilent: 'the server does not answer',
  serverRefuses: 'nothing listens at the server',
  packetsLost: 'the server is well, but packets of this client do not get there: firewall or IP version',
  garbled: 'the member took it, but makes no sense of what comes: a PROXY header that it does not expect, or lacks',
  rateLimited: 'the security policy: its key has more connections in the interval than the threshold, or is banned',
  breakerOpen: 'circuit breaker: its second-layer GFE has as many connections open as it may',
  overLimit: 'the member has as many connections from that source address as it allows',
  addressUnused: 'the client does not use the service’s address: an old one of before, or another IP version',
  queueFull: 'the member’s accept queue is full',
  neverLetIn: 'no server let it in while its client waited: nobody there, or no room for a connection',
  tierReset: 'a server of a tier reset it: it had no free connection, no room in its queue, or went down',
  tierQueueFull: 'the queue before a tier was full: 503',
  tierOutOfService: 'no server of a tier is in service: 503',
  formRejected: 'what it asks for is an error: a tier or the member can make nothing of its form',
  noMemberLeft: 'the last tier knows of no healthy member in its region: 503',
  memberTurnedAway: 'the member turned it away: full, or nothing listens there',
  resetAtMember: 'reset in the hands of the member, or of a tier before it',
  protectionTurnedAway: 'above its own rate, or banned for that, or above the rate of all',
  clientLeft: 'the client left: it had no first byte within its response timeout',
  cutOff: 'cut off while it was being set up',
  broke: 'established, then broken: such connections {meaning}',
  runEnded: 'still open when the run ended',
} as const satisfies Record<string, string>;

export type ReasonName = keyof typeof REASONS;

/** What a reason says, with its figures. */
export function reasonText(reason: ReasonName, facts: Facts): string {
  return REASONS[reason].replace(/\{(\w+)\}/g, (_, name: string) => factText(name, facts[name] ?? null));
}
