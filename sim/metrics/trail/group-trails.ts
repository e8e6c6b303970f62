/**
 * Trails that went the same way for the same reasons, put together: what tells one connection from another without a
 * reason of its own, such as the client's provider, the machine, the draw between zones and the member, does not count.
 */

import { reasonText } from './reasons.ts';
import { candidateText, stepText } from './stages.ts';
import type { StageName, Trail } from './trail.ts';

export interface TrailGroup {
  readonly trails: readonly Trail[];
  /** "icn > a GFE in asia-northeast3 > a backend in asia-northeast1: completed". */
  readonly way: string;
  /** The decision that made the way what it is. */
  readonly because: string;
}

/** The largest group first, then in the order of their first connections. */
export function groupTrails(trails: readonly Trail[]): TrailGroup[] {
  const groups = new Map<string, Trail[]>();
  for (const trail of trails) {
    const key = keyOf(trail);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [trail]);
    else group.push(trail);
  }
  return [...groups.values()]
    .map((group) => ({ trails: group, way: wayOf(group[0]!), because: becauseOf(group[0]!) }))
    .sort((a, b) => b.trails.length - a.trails.length || a.trails[0]!.atMs - b.trails[0]!.atMs);
}

function keyOf(trail: Trail): string {
  const { ask, designId, replication, steps, outcome } = trail;
  const told = steps.filter(({ stage }) => stage !== 'backend' && stage !== 'maglev').map(({ reason }) => reason);
  // How many addresses in a row were of no use is chance.
  const reasons = told.filter((reason, at) => reason !== told[at - 1]);
  return JSON.stringify([ask, designId, replication, wayOf(trail), reasons, outcome.reason]);
}

/** Where it was served and sent, as far as it came. */
function wayOf(trail: Trail): string {
  const { steps, backends, outcome } = trail;
  if (isDirect(trail)) return directWay(trail);
  if (steps[0]?.stage === 'site') return chainWay(trail);
  const chosen = (stage: StageName): string[] => {
    const step = steps.find((one) => one.stage === stage);
    return step === undefined ? [] : [step.chosen ?? 'nowhere'];
  };
  const layer = chosen('secondLayer').map((gfe) => `a GFE in ${gfe.split('/')[0]}`);
  // A passthrough balancer has neither layer, but a pool.
  const [pool] = chosen('pool');
  if (pool !== undefined) return `${[...chosen('ingress'), pool].join(' > ')}: ${outcome.name}`;
  const region = backends.find(({ isPicked }) => isPicked)?.region;
  const isTurnedAway = layer.length > 0 && region === undefined;
  const end = region === undefined ? (isTurnedAway ? ['no backend'] : []) : [`a backend in ${region}`];
  return `${[...chosen('serving'), ...layer, ...end].join(' > ')}: ${outcome.name}`;
}

function becauseOf(trail: Trail): string {
  const { steps, backends, outcome } = trail;
  if (outcome.name !== 'completed' && outcome.name !== 'unfinished') return reasonText(outcome.reason, outcome.facts);
  const pool = steps.find(({ stage }) => stage === 'pool');
  if (pool !== undefined) return stepText(pool);
  if (steps[0]?.stage === 'site') return stepText(steps.find(({ reason }) => reason === 'formChanged') ?? steps[0]);
  if (isDirect(trail)) return stepText(steps.findLast(({ stage }) => stage === 'memory' || stage === 'address')!);
  const step = steps.find(({ stage }) => stage === 'backend')!;
  const picked = backends.find(({ isPicked }) => isPicked)!;
  if (step.reason === 'leastOverfilled') return stepText(step);
  if (picked.rank === 1) return `${picked.region}, the first region that the GFE goes to, had room`;
  const nearest = backends.filter(({ rank }) => rank === 1);
  if (nearest.some(({ share }) => (share ?? 0) > 0)) return stepText(step);
  // Why the nearest were passed over says more than why the other was picked.
  return nearest.map((candidate) => `${candidate.name}: ${candidateText(candidate, trail)}`).join('; ');
}

/** "europe-west1: alb > apache > nginx > a member: completed"; of earlier tries how they ended. */
function chainWay({ steps, outcome }: Trail): string {
  const stops: string[] = [];
  for (const { stage, chosen, facts } of steps) {
    if (stage === 'try') stops[stops.length - 1] += ` (${chosen})`;
    else if (stage === 'tier') stops.push(String(facts.tier));
    else if (stage === 'member') stops.push('a member');
    else if (stage === 'site' || stage === 'chain') stops.push(chosen!);
    else if (stage === 'protection') stops.push(chosen ?? 'turned away');
  }
  return `${stops.join(' > ')}: ${outcome.name}`;
}

/** Whether the client went to its server by itself. */
function isDirect({ steps }: Trail): boolean {
  return steps[0]?.stage === 'memory' || steps[0]?.stage === 'address';
}

/**
 * "its server in asia-northeast3 (timedOut) > a balancer > a server in asia-northeast3: completed"; of addresses in one
 * region, "servers in us-east4".
 */
function directWay({ steps, outcome }: Trail): string {
  const stops: string[] = [];
  for (const { stage, chosen, facts } of steps) {
    const last = stops.at(-1);
    const [one, several] = [`a server in ${facts.region}`, `servers in ${facts.region}`];
    if (stage === 'try') stops[stops.length - 1] += ` (${chosen})`;
    else if (stage === 'address' && (last === one || last === several)) stops[stops.length - 1] = several;
    else stops.push(...stopOf(stage, chosen, one));
  }
  return `${stops.join(' > ')}: ${outcome.name}`;
}

function stopOf(stage: StageName, chosen: string | null, server: string): string[] {
  if (stage === 'memory') return chosen === null ? [] : [server.replace('a server', 'its server')];
  if (stage === 'balancer') return [chosen === null ? 'no balancer' : 'a balancer'];
  return [chosen === null ? 'no server' : server];
}
