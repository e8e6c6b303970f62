/**
 * SYNs to ports that no forwarding rule names: who answers them.
 *
 * On Premium front ends share their ports, so one may answer; nothing is sent to a backend. Each connection meets one
 * GFE, the one that its flow is hashed to: what is scanned is no single device (Google Cloud, "TCP proxy load balancing
 * overview"). Assumption: on Standard nobody answers.
 */
import type { ScanResult } from '../../faults/fault-target.ts';
import { TWO_POW_32 } from '../../kernel/powers-of-two.ts';
import type { RandomStream } from '../../kernel/random-stream.ts';
import type { ClientRoutes } from './client-routes.ts';
import { NO_GFE } from './lookup-tables.ts';
import type { MaglevTier } from './maglev-tier.ts';

/** @param networkCount client networks, from which the scan comes in turn */
export function scanPorts(
  connectionCount: number,
  networkCount: number,
  routes: ClientRoutes,
  maglevTier: MaglevTier,
  chance: RandomStream,
): ScanResult {
  const gfes = new Set<number>();
  const pops = new Set<number>();
  let answeredCount = 0;
  for (let number = 0; number < connectionCount; number++) {
    const flowHash = Math.floor(chance.uniform() * TWO_POW_32);
    const path = routes.pathOf(number % networkCount);
    if (!routes.isAnswered(path)) continue;
    const pop = routes.paths.servingPop[path]!;
    const gfe = maglevTier.gfeFor(flowHash, pop);
    if (gfe === NO_GFE) continue;
    answeredCount++;
    gfes.add(pop * maglevTier.frontEnds.count + gfe);
    pops.add(pop);
  }
  return { answeredCount, gfeCount: gfes.size, popCount: pops.size };
}
