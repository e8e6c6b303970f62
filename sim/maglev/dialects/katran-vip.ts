/**
 * A Katran VIP: the reals behind it and the ring they hash to. An update returns only the positions that changed, which
 * is what Katran writes to its BPF map.
 *
 * Source: facebookincubator/katran, lib/Vip.cpp. State: reals by number, and the ring. An update that leaves no real
 * with weight changes nothing: the ring keeps its last owners.
 */
import { buildKatranRing, type KatranEndpoint, type KatranVersion } from './katran.ts';

export interface RingPosition {
  readonly position: number;
  /** Number of the real that now owns the position. */
  readonly real: number;
}

/** A real to add or reweigh; `endpoint: null` removes it. */
export interface RealUpdate {
  readonly real: number;
  readonly endpoint: KatranEndpoint | null;
}

export class KatranVip {
  readonly #version: KatranVersion;
  readonly #reals = new Map<number, KatranEndpoint>();
  /** Position -> number of the real, -1 at first. */
  readonly ring: Int32Array;

  constructor(ringSize: number, version: KatranVersion) {
    this.#version = version;
    this.ring = new Int32Array(ringSize).fill(-1);
  }

  /** Applies all updates at once; costs a ring unless no weight changed. */
  update(updates: readonly RealUpdate[]): RingPosition[] {
    let isChanged = false;
    for (const { real, endpoint } of updates) {
      if (endpoint === null) {
        // Katran rebuilds after a removal even where the real was unknown; the delta is then empty.
        this.#reals.delete(real);
        isChanged = true;
      } else if (this.#reals.get(real)?.weight !== endpoint.weight) {
        this.#reals.set(real, endpoint);
        isChanged = true;
      }
    }
    const weighted = [...this.#reals].filter(([, endpoint]) => endpoint.weight > 0);
    return isChanged && weighted.length > 0 ? this.#replaceRing(weighted) : [];
  }

  #replaceRing(reals: readonly (readonly [number, KatranEndpoint])[]): RingPosition[] {
    const endpoints = reals.map(([, endpoint]) => endpoint);
    const owners = buildKatranRing(endpoints, this.ring.length, this.#version);
    const delta: RingPosition[] = [];
    for (const [position, owner] of owners.entries()) {
      const real = reals[owner]![0];
      if (this.ring[position] === real) continue;
      this.ring[position] = real;
      delta.push({ position, real });
    }
    return delta;
  }
}
