/**
 * A view with what follows from it while nothing but load changes: whom a GFE may pick at each place, what each counts for, and what share of
 * its traffic a place keeps. Policies go by it, and compare loads only; a copy of a view with changes is settled anew.
 *
 * A place is the backends of one preference in one known region: PREFERRED ones by RTT, if there are any, then DEFAULT ones by RTT. Two more
 * follow, which know no distance: all DEFAULT backends of the world, and all backends whatever their preference.
 * How it is kept right: everything but `load` and `nearestZoneShare`, which are read when a policy asks, has its `Revision` advanced by whoever
 * changes it, and `settled` begins by comparing the number. It takes 9 % off a connection (`npm run bench`, waterfall, with and without in turns).
 */
import { DEFAULT, healthScore, healthyFraction, isMeantToServe, PREFERRED, weightOf } from './backend-view.ts';
import { type FleetView, isEligible } from './fleet-view.ts';
import { Revision } from './revision.ts';

const NEVER = -1;

/** Any preference. */
const EITHER = -1;

export class SettledView implements FleetView {
  readonly region: number;
  readonly knownRegions: Int16Array;
  readonly backendsOfRegion: readonly Int32Array[];
  readonly isNearestZone: Uint8Array;
  readonly nearestZoneShare: Float64Array;
  readonly capacity: Float64Array;
  readonly load: Float64Array;
  readonly shareFactor: Float64Array;
  readonly capacityScaler: Float64Array;
  readonly memberCount: Int32Array;
  readonly healthyCount: Int32Array;
  readonly isInService: Uint8Array;
  readonly isDraining: Uint8Array;
  readonly memberLoad: Int32Array;
  readonly isPreferred: Uint8Array;
  readonly hasPreferred: boolean;
  readonly failoverThreshold: number;
  readonly isolationMode: 'NONE' | 'NEAREST' | 'STRICT';
  readonly #revision: Revision;
  #settledAt = NEVER;
  readonly #placeCount: number;
  /** [backendCount] */
  readonly #everyBackend: Int32Array;
  /**
   * Rows of three, so that a decision touches little memory. A place: the share that it keeps, its first candidate's row, the row after its
   * last. A candidate, one that is eligible: backend, capacity, weight.
   */
  readonly #rows: Float64Array;

  /** @param revision advanced by whoever changes what the view says, but for loads and the GFE's preference for its zone */
  constructor(view: FleetView, revision: Revision) {
    this.region = view.region;
    this.knownRegions = view.knownRegions;
    this.backendsOfRegion = view.backendsOfRegion;
    this.isNearestZone = view.isNearestZone;
    this.nearestZoneShare = view.nearestZoneShare;
    this.capacity = view.capacity;
    this.load = view.load;
    this.shareFactor = view.shareFactor;
    this.capacityScaler = view.capacityScaler;
    this.memberCount = view.memberCount;
    this.healthyCount = view.healthyCount;
    this.isInService = view.isInService;
    this.isDraining = view.isDraining;
    this.memberLoad = view.memberLoad;
    this.isPreferred = view.isPreferred;
    this.hasPreferred = view.hasPreferred;
    this.failoverThreshold = view.failoverThreshold;
    this.isolationMode = view.isolationMode;
    this.#revision = revision;
    this.#placeCount = (view.hasPreferred ? 2 : 1) * view.knownRegions.length;
    this.#everyBackend = Int32Array.from(view.capacity, (_, backend) => backend);
    this.#rows = new Float64Array(3 * (this.#placeCount + 2 + 3 * view.capacity.length));
  }

  /** Itself, up to date. Hot. */
  settled(): SettledView {
    if (this.#revision.number !== this.#settledAt) this.#settle();
    return this;
  }

  get placeCount(): number {
    return this.#placeCount;
  }

  /** All DEFAULT backends of the world. */
  get defaultWorld(): number {
    return this.#placeCount;
  }

  /** All backends of the world. */
  get wholeWorld(): number {
    return this.#placeCount + 1;
  }

  /** Region of a place that has one. */
  regionOf(place: number): number {
    const regionCount = this.knownRegions.length;
    return this.knownRegions[place < regionCount ? place : place - regionCount]!;
  }

  preferenceOf(place: number): number {
    return this.hasPreferred && place < this.knownRegions.length ? PREFERRED : DEFAULT;
  }

  /** What a place keeps of its traffic by its health, if it has room. Hot. */
  keptShareOf(place: number): number {
    return this.#rows[3 * place]!;
  }

  /** Rows of a place's candidates: from `firstOf` to before `endOf`. Hot. */
  firstOf(place: number): number {
    return this.#rows[3 * place + 1]! | 0;
  }

  endOf(place: number): number {
    return this.#rows[3 * place + 2]! | 0;
  }

  /** The backend of a candidate's row, and what it counts for beside others. Hot. */
  backendAt(row: number): number {
    return this.#rows[3 * row]! | 0;
  }

  weightAt(row: number): number {
    return this.#rows[3 * row + 2]!;
  }

  /** Whether a candidate's load is below `fill` times its capacity. Hot. */
  hasRoomAt(row: number, fill: number): boolean {
    const rows = this.#rows;
    return this.load[rows[3 * row]! | 0]! < rows[3 * row + 1]! * fill;
  }

  #settle(): void {
    this.#settledAt = this.#revision.number;
    let row = this.#placeCount + 2;
    for (let place = 0; place < this.#placeCount; place++) {
      row = this.#settlePlace(place, this.backendsOfRegion[this.regionOf(place)]!, this.preferenceOf(place), row);
    }
    row = this.#settlePlace(this.defaultWorld, this.#everyBackend, DEFAULT, row);
    this.#settlePlace(this.wholeWorld, this.#everyBackend, EITHER, row);
  }

  /** Writes a place and its candidates; returns the row after them. */
  #settlePlace(place: number, backends: Int32Array, preference: number, firstRow: number): number {
    let fractions = 0;
    let count = 0;
    let row = firstRow;
    for (const backend of backends) {
      if (preference !== EITHER && this.isPreferred[backend] !== preference) continue;
      if (isMeantToServe(this, backend)) {
        fractions += healthyFraction(this, backend);
        count++;
      }
      if (!isEligible(this, backend)) continue;
      this.#write(row, backend, this.capacity[backend]!, weightOf(this, backend));
      row++;
    }
    this.#write(place, count === 0 ? 0 : healthScore(fractions / count, this.failoverThreshold), firstRow, row);
    return row;
  }

  #write(row: number, first: number, second: number, third: number): void {
    this.#rows[3 * row] = first;
    this.#rows[3 * row + 1] = second;
    this.#rows[3 * row + 2] = third;
  }
}

/** A view of a run is one already. Hot for those. */
export function settledView(view: FleetView & { readonly settled?: () => SettledView }): SettledView {
  return view.settled === undefined ? new SettledView(view, new Revision()).settled() : view.settled();
}
