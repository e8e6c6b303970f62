/**
 * Every hashing method by its name: what the command line lists, the analysis compares and the contract tests cover.
 */
import { type Backend, checkBackends, MaglevInputError } from './backend.ts';
import { CILIUM_DEFAULT_SEED } from './dialects/cilium.ts';
import type { HashMethod, MethodOptions } from './method.ts';
import { isLoadAware, type LoadAwarePicker, type Picker, TablePicker } from './picker.ts';
import { anchorHash, boundedLoad, envoyRing, jump, modulo, multiProbe, rendezvous, ring } from './picker-methods.ts';
import { BOUNDED_LOAD_DEFAULT_FACTOR_PERCENT } from './pickers/bounded-load.ts';
import { MULTI_PROBE_DEFAULT_PROBES } from './pickers/multi-probe.ts';
import { RING_DEFAULT_POINTS } from './pickers/ring.ts';
import { cilium, envoy, glb, goMaglev, ipvsMh, katranV1, katranV2, paper } from './table-dialects.ts';

export const METHODS: ReadonlyMap<string, HashMethod> = new Map(
  [
    paper,
    envoy,
    cilium,
    katranV1,
    katranV2,
    ipvsMh,
    goMaglev,
    glb,
    ring,
    envoyRing,
    rendezvous,
    jump,
    multiProbe,
    boundedLoad,
    anchorHash,
    modulo,
  ].map((method) => [method.id, method]),
);

/** Each system's own defaults. The GLB seed is the one of glb-director's tests: the director itself has none. */
export const DEFAULT_METHOD_OPTIONS: MethodOptions = {
  tableSize: null,
  useHostname: false,
  localityWeights: null,
  envoyTurnOrder: 'byKey',
  ciliumSeed: CILIUM_DEFAULT_SEED,
  glbSeed: '49a3d861d661ae5ab06ed9326871a2f5',
  pointsPerWeight: RING_DEFAULT_POINTS,
  probes: MULTI_PROBE_DEFAULT_PROBES,
  balanceFactorPercent: BOUNDED_LOAD_DEFAULT_FACTOR_PERCENT,
};

/** @throws MaglevInputError that lists the known names */
export function hashMethod(id: string): HashMethod {
  const method = METHODS.get(id);
  if (method !== undefined) return method;
  throw new MaglevInputError(`no hashing method is called "${id}"; there are ${[...METHODS.keys()].join(', ')}`);
}

export interface BuiltMethod {
  /** Slot -> index of the backend; null for a method without a table. */
  readonly table: Int32Array | null;
  /**
   * Slots of the table as asked for: Envoy's table of a single host has one entry in the
   * place of all. 0 without a table.
   */
  readonly slotCount: number;
  readonly picker: Picker;
}

/**
 * Builds a method for a pool. A backend of weight 0 is left out, as every system here does
 * with one that gets no traffic.
 *
 * @throws MaglevInputError where the backends or options do not fit the method
 */
export function buildMethod(method: HashMethod, backends: readonly Backend[], options: MethodOptions): BuiltMethod {
  checkBackends(backends);
  const { members, indices } = weighted(backends);
  if (method.kind === 'picker')
    return { table: null, slotCount: 0, picker: renumbered(method.build(members, options), indices) };
  const slotCount = options.tableSize ?? method.tableSizeDefault;
  const dense = method.build(members, slotCount, options);
  const table = dense.map((at) => (at < 0 ? at : indices[at]!));
  return { table, slotCount, picker: new TablePicker(table) };
}

/** Builds a method for the pool `after`, for a method with a memory by the way from `before`. */
export function rebuildMethod(
  method: HashMethod,
  before: readonly Backend[],
  after: readonly Backend[],
  options: MethodOptions,
): BuiltMethod {
  if (method.kind === 'table' || method.rebuild === undefined) return buildMethod(method, after, options);
  checkBackends(before);
  checkBackends(after);
  const { members, indices } = weighted(after);
  return {
    table: null,
    slotCount: 0,
    picker: renumbered(method.rebuild(weighted(before).members, members, options), indices),
  };
}

interface WeightedBackends {
  readonly members: readonly Backend[];
  /** Position among the members -> index in the pool. */
  readonly indices: Int32Array;
}

function weighted(backends: readonly Backend[]): WeightedBackends {
  const indices = Int32Array.from([...backends.keys()].filter((index) => backends[index]!.weight > 0));
  return { members: [...indices].map((index) => backends[index]!), indices };
}

/** The same picker in the pool's numbering; itself where nobody was left out. */
function renumbered(picker: Picker, indices: Int32Array): Picker {
  if (indices.every((index, at) => index === at)) return picker;
  const pick = (hashHi: number, hashLo: number): number => {
    const at = picker.pick(hashHi, hashLo);
    return at < 0 ? at : indices[at]!;
  };
  if (!isLoadAware(picker)) return { pick };
  const positions = new Map([...indices].map((index, at) => [index, at]));
  const loads: LoadAwarePicker = {
    pick,
    take: (backend) => picker.take(positions.get(backend)!),
    release: (backend) => picker.release(positions.get(backend)!),
  };
  return loads;
}
