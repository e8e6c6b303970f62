/**
 * A chain of hops, and what becomes of a request that is sent through it.
 */
import { apacheHop } from './apache/apache-hop.ts';
import { backendHop } from './backend-hop.ts';
import type { Hop, HopOutcome, HopStep, RequestForm } from './hop.ts';
import type { HopSettings } from './hop-settings.ts';
import { nginxHop } from './nginx/nginx-hop.ts';

export interface ChainStation {
  readonly hop: string;
  readonly kind: Hop['kind'];
  /** The target as it came to this hop. */
  readonly received: string;
  readonly steps: readonly HopStep[];
  readonly outcome: HopOutcome;
}

export interface ChainAnswer {
  readonly status: number;
  /** Name of the hop that answered. */
  readonly answeredBy: string;
  readonly location: string | null;
  readonly reason: string;
  /** The target as the backend got it; `null` when it did not. */
  readonly backendSaw: string | null;
  /** The hops it came to, in order. */
  readonly stations: readonly ChainStation[];
}

export type Chain = (request: RequestForm) => ChainAnswer;

/**
 * @param hops at least one; the last one answers
 * @throws RegexFault
 */
export function compileChain(hops: readonly HopSettings[]): Chain {
  const compiled = hops.map(compileHop);
  return (request) => sendThrough(compiled, request);
}

/** @throws RegexFault */
export function compileHop(settings: HopSettings): Hop {
  switch (settings.kind) {
    case 'apache':
      return apacheHop(settings);
    case 'nginx':
      return nginxHop(settings);
    case 'backend':
      return backendHop(settings);
  }
}

function sendThrough(hops: readonly Hop[], { method, target }: RequestForm): ChainAnswer {
  const stations: ChainStation[] = [];
  let received = target;
  for (const { name, kind, receive } of hops) {
    const { steps, outcome } = receive({ method, target: received });
    stations.push({ hop: name, kind, received, steps, outcome });
    if (outcome.kind === 'answered') return answerOf(name, outcome, stations);
    received = outcome.target;
  }
  return answerOf(hops.at(-1)!.name, ANSWERED_BY_NOBODY, stations);
}

/** What a chain without a backend does at its end: its last proxy finds nobody. */
const ANSWERED_BY_NOBODY = { kind: 'answered', status: 502, location: null, reason: 'nobody is behind it' } as const;

function answerOf(
  answeredBy: string,
  { status, location, reason }: Extract<HopOutcome, { kind: 'answered' }>,
  stations: readonly ChainStation[],
): ChainAnswer {
  const last = stations.at(-1)!;
  const backendSaw = last.kind === 'backend' ? last.received : null;
  return { status, answeredBy, location, reason, backendSaw, stations };
}
