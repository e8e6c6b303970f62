/**
 * What happens to the front end as a whole, and what the log says of it: SYN floods, port scans, a forwarding rule made
 * anew, a backend protocol pushed, clients moved to a new chain.
 *
 * A SYN flood ends at the front ends, without any configuration (Google Cloud, "TCP proxy load balancing overview"): it
 * is counted, and nothing behind them sees it. So it costs no events and no chance.
 */
import { InternalError } from '../kernel/assert.ts';
import type { RandomStream } from '../kernel/random-stream.ts';
import { toSeconds } from '../kernel/time.ts';
import type { ResolvedEvent } from '../scenario/resolved-scenario.ts';
import type { Attack } from './attack.ts';
import type { FaultTarget, Push } from './fault-target.ts';

export interface FrontEndEffect {
  /** For the log. */
  readonly what: string;
  /** Connections it broke at once. */
  readonly brokenCount: number;
}

export function beginFrontEnd(
  { frontEnd }: ResolvedEvent,
  target: FaultTarget,
  chance: RandomStream,
  push: Push,
  attack: Attack | null,
): FrontEndEffect {
  switch (frontEnd!.kind) {
    case 'synFlood':
      return { what: `SYN flood of ${frontEnd!.perSecond}/s begins`, brokenCount: 0 };
    case 'flood':
    case 'asks':
      return { what: target.beginAttack(attack!), brokenCount: 0 };
    case 'firewall':
    case 'certificate':
    case 'dns':
      throw new InternalError('settings of servers are no happening of a front end');
    case 'scan': {
      const { answeredCount, gfeCount, popCount } = target.scanPorts(frontEnd!.connections, chance);
      const by = answeredCount === 0 ? '' : ` by ${gfeCount} GFEs of ${popCount} PoPs`;
      const what = `${frontEnd!.connections} SYNs to other ports: ${answeredCount} answered${by}, none sent to a backend`;
      return { what, brokenCount: 0 };
    }
    case 'recreate': {
      const brokenCount = target.recreateRule(frontEnd!.dnsTtl);
      const address = brokenCount === null ? 'the reserved address stays' : 'a new ephemeral address';
      return { what: `forwarding rule deleted and made again: ${address}`, brokenCount: brokenCount ?? 0 };
    }
    case 'push': {
      const { protocol, unreachable } = frontEnd!;
      const outcome = {
        changed: `members out of reach of a GFE for ${toSeconds(unreachable)} s from when it learns of it`,
        unchanged: 'the service has it already',
        withoutProxy: 'nothing changes without a proxy',
      }[target.pushProtocol(protocol, unreachable, push)];
      return { what: `backend protocol ${protocol} pushed: ${outcome}`, brokenCount: 0 };
    }
    case 'rollout': {
      const { rollout } = frontEnd!;
      const moves = target.beginRollout(rollout, push.note);
      const steps = rollout.steps.length === 1 ? 'one step' : `${rollout.steps.length} steps`;
      return { what: moves ? `rollout in ${steps}` : 'there is no other chain to move to', brokenCount: 0 };
    }
  }
}

export function endFrontEnd(
  { frontEnd, at, until }: ResolvedEvent,
  target: FaultTarget,
  attack: Attack | null,
): FrontEndEffect {
  if (attack !== null) return { what: target.endAttack(attack), brokenCount: 0 };
  const count = frontEnd!.kind === 'synFlood' ? Math.round(frontEnd!.perSecond * toSeconds(until! - at)) : 0;
  return { what: `end of the SYN flood: ${count} SYNs absorbed at the PoPs, none sent to a backend`, brokenCount: 0 };
}
