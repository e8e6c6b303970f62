/**
 * What every way of hashing keys to backends has in common, so that they can be listed, compared and tested alike.
 *
 * A table dialect is a real balancer's lookup table, slot by slot; a picker method computes
 * its answer from the key's hash.
 */
import type { Backend } from './backend.ts';
import type { EnvoyTurnOrder } from './dialects/envoy.ts';
import type { Picker } from './picker.ts';

/** Settings of single methods; each has the default of the system it belongs to. */
export interface MethodOptions {
  /** Slots of the table; null for the dialect's own default. */
  readonly tableSize: number | null;
  /** Envoy: hash host names instead of addresses. */
  readonly useHostname: boolean;
  /** Envoy: weight of each locality; null where localities are not weighed. */
  readonly localityWeights: ReadonlyMap<string, number> | null;
  readonly envoyTurnOrder: EnvoyTurnOrder;
  /** Cilium: base64 of 12 bytes. */
  readonly ciliumSeed: string;
  /** GLB: 32 hexadecimal digits. */
  readonly glbSeed: string;
  /** Ring: points of a backend for each unit of weight. */
  readonly pointsPerWeight: number;
  /** Multi-probe: probes for each key. */
  readonly probes: number;
  /** Bounded load: most that a backend may hold, in percent of its fair share. */
  readonly balanceFactorPercent: number;
}

/** What a method promises; the contract tests hold it to that. */
export interface Promises {
  /** How shares follow weights: in proportion; only while the first round lasts (Katran V1); or not at all. */
  readonly weights: 'proportional' | 'firstRoundOnly' | 'ignored';
  /**
   * What moves when a backend leaves: its own keys only; few others; its own only if it was the last listed; or
   * anything. A load-aware method moves what its bound makes it move.
   */
  readonly removal: 'minimal' | 'nearlyMinimal' | 'minimalForLast' | 'boundedLoad' | 'arbitrary';
  /** Whether the order in which backends are listed changes the answers. */
  readonly order: 'free' | 'matters';
}

interface MethodFacts {
  /** Registry key, CLI value and CSV value. */
  readonly id: string;
  readonly title: string;
  /** Paper, or project and file. */
  readonly source: string;
  readonly promises: Promises;
}

export interface TableDialect extends MethodFacts {
  readonly kind: 'table';
  readonly tableSizeDefault: number;
  /**
   * Slot -> index in `backends`, all of positive weight; `UNCLAIMED` everywhere where there are none. Envoy's table
   * of a single host has one entry.
   *
   * @throws MaglevInputError where the system would refuse the backends or the size
   */
  build(backends: readonly Backend[], tableSize: number, options: MethodOptions): Int32Array;
}

export interface PickerMethod extends MethodFacts {
  readonly kind: 'picker';
  /** A picker of indices in `backends`, all of positive weight. */
  build(backends: readonly Backend[], options: MethodOptions): Picker;
  /** For a method with a memory: the picker after the pool has gone from `before` to `after`. */
  readonly rebuild?: (before: readonly Backend[], after: readonly Backend[], options: MethodOptions) => Picker;
}

export type HashMethod = TableDialect | PickerMethod;
