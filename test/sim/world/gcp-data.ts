/** The shipped world and its ordinary options, for tests. */
import { readFileSync } from 'node:fs';
import { WORLD_FILE } from '../../../scenarios/worlds/build-gcp.ts';
import type { WorldOptions } from '../../../sim/world/world.ts';
import type { WorldData } from '../../../sim/world/world-data.ts';

export function gcpData(): WorldData {
  return JSON.parse(readFileSync(WORLD_FILE, 'utf8')) as WorldData;
}

export function worldOptions(changes: Partial<WorldOptions> = {}): WorldOptions {
  return {
    metroIds: null,
    popIds: null,
    metroWeights: 'internetUsers',
    networksPerMetro: 3,
    catchment: 'cdn-2021',
    preferences: {},
    seed: 'gcp',
    ...changes,
  };
}
