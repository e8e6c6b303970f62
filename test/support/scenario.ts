/**
 * Scenarios for tests of the core: one small sound scenario as plain data, and the changes a test makes to it.
 *
 * Goes through the scenario loader like a user's file (JSON is accepted there), so a test
 * cannot build what a user could not.
 */
import { readFileSync } from 'node:fs';
import { WORLD_FILE } from '../../scenarios/worlds/build-gcp.ts';
import type { CustomModule } from '../../sim/custom/module-kinds.ts';
import { compileModel, type Model } from '../../sim/model.ts';
import { type LoadResult, loadScenario } from '../../sim/scenario/load-scenario.ts';
import { formatProblem } from '../../sim/scenario/problem.ts';
import type { ResolvedScenario } from '../../sim/scenario/resolved-scenario.ts';
import type { WorldData } from '../../sim/world/world-data.ts';

export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain };
export type PlainMap = { readonly [key: string]: Plain };

export const WORLD_DATA: WorldData = JSON.parse(readFileSync(WORLD_FILE, 'utf8'));

/**
 * Two networks of Seoul that enter at its own PoP, one backend there; 20 connections a second of 5 s and 20 ms each.
 */
const BASE: PlainMap = {
  version: 1,
  name: 'core-test',
  time: { duration: '60s', interval: '10s' },
  world: {
    extends: 'gcp',
    clients: { metros: ['seoul'], weight: 'equal', networksPerMetro: 2 },
    catchment: 'ideal',
  },
  service: {
    protocol: 'TCP',
    port: 443,
    backends: { seoul: { zone: 'asia-northeast3-a', members: 4, maxConnections: 400 } },
    member: { serviceTime: '20ms' },
  },
  traffic: { connections: { rate: '20/s', hold: '5s' } },
  // So that a test of something else need not wait for configuration to spread.
  designs: { proxy: { kind: 'anycastProxy', propagation: { delay: '0s', spread: '0s' } } },
  experiment: { seed: 7 },
};

/** Three backends of 100, one each in Seoul, Tokyo and Oregon; from Seoul they are near in that order. */
export const THREE_REGIONS: PlainMap = {
  seoul: { zone: 'asia-northeast3-a', members: 4, maxConnections: 100 },
  tokyo: { zone: 'asia-northeast1-a', members: 4, maxConnections: 100 },
  oregon: { zone: 'us-west1-a', members: 4, maxConnections: 100 },
};

/** The base with a test's changes merged in; `null` deletes, except in a design, where it is for the loader to read. */
export function scenarioData(changes: PlainMap): PlainMap {
  const { designs, ...rest } = mergePlain(BASE, changes);
  const present = Object.entries(designs as PlainMap).filter(([, design]) => design !== null);
  return { ...withoutNulls(rest), designs: Object.fromEntries(present) };
}

/** Modules of the user's own by the path that a scenario names. */
type Modules = Readonly<Record<string, CustomModule>>;

export function loadData(changes: PlainMap, modules: Modules = {}): LoadResult {
  const source = { file: 'test.json', text: JSON.stringify(scenarioData(changes)) };
  return loadScenario([source], { gcp: WORLD_DATA }, [], (path) => ({ module: modules[path]!, sha256: path }));
}

/** The resolved scenario; throws with the loader's messages when the test's scenario is unsound. */
export function scenarioWith(changes: PlainMap, modules: Modules = {}): ResolvedScenario {
  const result = loadData(changes, modules);
  if (!result.ok) throw new Error(result.problems.map(formatProblem).join('\n'));
  return result.scenario;
}

export function modelWith(changes: PlainMap, modules: Modules = {}): Model {
  return compileModel(scenarioWith(changes, modules), WORLD_DATA, new Map(Object.entries(modules)));
}

/** Maps merged deeply, everything else replaced; a `null` stays, so that changes can be merged with changes. */
export function mergePlain(base: PlainMap, over: PlainMap): PlainMap {
  const merged: Record<string, Plain> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const under = merged[key];
    merged[key] = isMap(value) && isMap(under) ? mergePlain(under, value) : value;
  }
  return merged;
}

function withoutNulls(map: PlainMap): PlainMap {
  const kept = Object.entries(map).filter(([, value]) => value !== null);
  return Object.fromEntries(kept.map(([key, value]) => [key, isMap(value) ? withoutNulls(value) : value]));
}

function isMap(value: Plain | undefined): value is PlainMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
