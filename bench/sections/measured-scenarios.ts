/**
 * The scenarios whose connections are measured, every design of each. The first has two cities, five zones, a surge and a lost region, so that every
 * part of the proxy's path is walked; the second sends the same traffic straight to the servers.
 */
import { fileURLToPath } from 'node:url';

interface MeasuredScenario {
  readonly name: string;
  readonly designCount: number;
  /** For `connection-engine.ts`: the scenario's file and its world's. */
  readonly args: readonly string[];
}

const WORLD = fileURLToPath(new URL('../../scenarios/worlds/gcp.json', import.meta.url));

function measured(name: string, path: string, designCount: number): MeasuredScenario {
  return { name, designCount, args: [fileURLToPath(new URL(path, import.meta.url)), WORLD] };
}

/** Its first design is profiled. */
export const PROXY_SCENARIO = measured('seoul-boston', '../../scenarios/seoul-boston.yaml', 2);

export const MEASURED_SCENARIOS: readonly MeasuredScenario[] = [
  PROXY_SCENARIO,
  measured('straight-to-servers', '../scenarios/straight-to-servers.yaml', 2),
];
