/**
 * What the stages of a trail and the columns of its candidates are called, wherever they are shown.
 */
import { figure, shareText } from './fact-text.ts';
import { reasonText } from './reasons.ts';
import type { BackendCandidate, Otherwise, StageName, Trail, TrailStep } from './trail.ts';

export const STAGE_TITLES: Readonly<Record<StageName, string>> = {
  ingress: 'Ingress PoP, by BGP',
  serving: 'Serving PoP, by geo-IP',
  maglev: 'Maglev machine, by ECMP',
  frontEnd: 'First-layer GFE, by Maglev',
  secondLayer: 'Second-layer GFE',
  backend: 'Zonal backend, by the service policy',
  pool: 'Active pool, by health',
  member: 'Member, by the locality policy',
  address: 'Server, by the DNS answer',
  memory: 'Server that the client remembers',
  balancer: 'Balancer, by discovery',
  server: 'Server, by the assignment policy',
  try: 'What became of that try',
  site: 'Region, by round trip',
  chain: 'Chain, by the rollout',
  protection: 'Flood protection',
  tier: 'Server of a tier',
  form: 'What the tier makes of the request',
};

const CHANGES: Readonly<Record<Otherwise['what'], string>> = {
  realLoad: 'Had the GFE seen the real load',
  realHealth: 'Had the GFE seen which members can really serve',
  noZonePreference: 'Had the GFE not favoured its own zone',
};

export function stepText({ reason, facts }: TrailStep): string {
  return reasonText(reason, facts);
}

/** Why a zonal backend was passed over, in the words of the step that picked. */
export function candidateText(candidate: BackendCandidate, { steps }: Trail): string {
  if (candidate.isPicked) return 'picked';
  const step = steps.find(({ stage }) => stage === 'backend');
  const { capacity, seenLoad, seenHealthy, members, share } = candidate;
  return reasonText(candidate.reason, { ...step?.facts, capacity, seenLoad, seenHealthy, members, share });
}

/** "Had the GFE seen the real load, WATERFALL_BY_REGION would have picked web-tokyo." */
export function otherwiseText({ what, backend }: Otherwise): string {
  return `${CHANGES[what]}, the policy would have ${backend === null ? 'found no backend' : `picked ${backend}`}.`;
}

export function outcomeText({ outcome }: Trail): string {
  const latency = outcome.latencyMs === null ? 'no first byte' : `first byte after ${figure(outcome.latencyMs)} ms`;
  return `${outcome.name}: ${reasonText(outcome.reason, outcome.facts)}; ${latency}`;
}

/** The cells of a candidate, in the order of `CANDIDATE_COLUMNS`. */
export function candidateCells(candidate: BackendCandidate, trail: Trail): string[] {
  const { rank, name, zone, rttMs, capacity, seenLoad, realLoad, seenHealthy, reallyServing, members } = candidate;
  return [
    rank === null ? '-' : String(rank),
    name,
    zone,
    `${figure(rttMs)} ms`,
    whole(capacity),
    whole(seenLoad),
    whole(realLoad),
    `${seenHealthy} / ${reallyServing} / ${members}`,
    candidate.share === null ? '-' : shareText(candidate.share),
    candidateText(candidate, trail),
  ];
}

export const CANDIDATE_COLUMNS = [
  { label: 'region order', isNumber: true },
  { label: 'backend', isNumber: false },
  { label: 'zone', isNumber: false },
  { label: 'RTT', isNumber: true },
  { label: 'capacity', isNumber: true },
  { label: 'load seen', isNumber: true },
  { label: 'real', isNumber: true },
  { label: 'healthy / serving / members', isNumber: true },
  { label: 'share', isNumber: true },
  { label: 'why', isNumber: false },
] as const;

function whole(value: number): string {
  return figure(value >= 100 ? Math.round(value) : value);
}
