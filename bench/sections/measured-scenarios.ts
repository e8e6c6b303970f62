/**
 * The scenarios whose connections are measured, every design of each: between them, every kind of design. The first
 * has two cities, five zones, a surge and a lost region, so that every part of the proxy's path is walked; the others
 * send the same traffic other ways.
 */
import { fileURLToPath } from 'node:url';

export interface MeasuredScenario {
  readonly name: string;
  readonly designCount: number;
  /** For `connection-engine.ts`: the scenario's file and its world's. */
  readonly args: readonly string[];
}

const WORLD = fileURLToPath(new URL('../../scenarios/worlds/gcp.json', import.meta.url));

function measured(name: string, path: string, designCount: number): MeasuredScenario {
  return { name, designCount, args: [fileURLToPath(new URL(path, import.meta.url)), WORLD] };
}

export const PROXY_SCENARIO = measured('seoul-boston', '../../scenarios/seoul-boston.yaml', 2);

/** The same for longer. */
export const LONGER_SCENARIO = measured('four-times-as-long', '../scenarios/four-times-as-long.yaml', 2);

export const MEASURED_SCENARIOS: readonly MeasuredScenario[] = [
  PROXY_SCENARIO,
  measured('passed-through', '../scenarios/passed-through.yaml', 1),
  measured('straight-to-servers', '../scenarios/straight-to-servers.yaml', 2),
  measured('through-tiers', '../scenarios/through-tiers.yaml', 1),
];
