/**
 * A view with what follows from it while nothing but load changes: whom a GFE may pick at each place, what each
 * counts for, and what share of its traffic a place keeps. Policies go by it, and compare loads only; a copy of a
 * view with changes is settled anew.
 *
 * A place is the backends of one preference in one known region: PREFERRED ones by RTT, if there are any, then DEFAULT
 * ones by RTT. Two more follow, which know no distance: all DEFAULT backends of the world, and all backends whatever
 * their preference. How it is kept right: everything but `load` and `nearestZoneShare`, which are read when a policy
 * asks, has its `Revision` advanced by whoever changes it, and `settled` begins by comparing the number. It takes 9 %
 * off a connection (`npm run bench`, waterfall, with and without in turns).
 */
import { pinned } from '../kernel/pinned.ts';
import { DEFAULT, healthScore, healthyFraction, isMeantToServe, PREFERRED, weightOf } from './backend-view.ts';
import { type FleetView, isEligible } from './fleet-view.ts';
import { Revision } from './revision.ts';

/**
 * How far a candidate may be filled to have room. Integers, because V8 boxes a fill that passes a
 * call which it does not inline.
 */
export const TO_TARGET = 0;
/** To the view's `fillLimit`. */
export const TO_LIMIT = 1;
export type FillBound = typeof TO_TARGET | typeof TO_LIMIT;

const NEVER = -1;

/** Any preference. */
const EITHER = -1;

/** Numbers in a row of `rows`, which is a place's or a candidate's. */
const ROW_LENGTH = 3;
/** In a place's row: the share of its traffic that it keeps. */
const KEPT_SHARE = 0;
/** In a place's row: the row of its first candidate, and the row after its last. */
const FIRST_CANDIDATE = 1;
const CANDIDATES_END = 2;
/** In a candidate's row: its backend, what that can take, and what it counts for beside others. */
const BACKEND = 0;
const CAPACITY = 1;
const WEIGHT = 2;
/** After the places of known regions: all DEFAULT backends, and all backends. */
const WORLD_PLACES = 2;

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
  /** [1] share of capacity that `TO_LIMIT` stands for; written by whoever is about to ask for it. */
  readonly fillLimit = pinned(new Float64Array(1));
  readonly #revision: Revision;
  #settledAt = NEVER;
  readonly #placeCount: number;
  /** [backendCount] */
  readonly #everyBackend: Int32Array;
  /**
   * The rows of all places, then those of each place's candidates, who are eligible: one array, so that a
   * decision touches little memory.
   */
  readonly rows: Float64Array;

  /**
   * @param revision advanced by whoever changes what the view says, but for loads and the GFE's preference for its zone
   */
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
    // A backend is a candidate of its region and of both world places at most.
    const candidatesMax = (1 + WORLD_PLACES) * view.capacity.length;
    this.rows = new Float64Array(ROW_LENGTH * (this.#placeCount + WORLD_PLACES + candidatesMax));
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
    return this.rows[ROW_LENGTH * place + KEPT_SHARE]!;
  }

  /** Rows of a place's candidates: from `firstOf` to before `endOf`. Hot. */
  firstOf(place: number): number {
    return this.rows[ROW_LENGTH * place + FIRST_CANDIDATE]! | 0;
  }

  endOf(place: number): number {
    return this.rows[ROW_LENGTH * place + CANDIDATES_END]! | 0;
  }

  /** The backend of a candidate's row. Hot. */
  backendAt(row: number): number {
    return this.rows[ROW_LENGTH * row + BACKEND]! | 0;
  }

  /** Index in `rows` of what a candidate counts for beside others; not the weight itself, which V8 might box. Hot. */
  weightIndexOf(row: number): number {
    return ROW_LENGTH * row + WEIGHT;
  }

  /** Whether a candidate's load is below its capacity, or the limit's share of it. Hot. */
  hasRoomAt(row: number, bound: FillBound): boolean {
    const rows = this.rows;
    const at = ROW_LENGTH * row;
    const capacity = rows[at + CAPACITY]!;
    return this.load[rows[at + BACKEND]! | 0]! < (bound === TO_TARGET ? capacity : capacity * this.fillLimit[0]!);
  }

  #settle(): void {
    this.#settledAt = this.#revision.number;
    let row = this.#placeCount + WORLD_PLACES;
    for (let place = 0; place < this.#placeCount; place++) {
      row = this.#settlePlace(place, this.backendsOfRegion[this.regionOf(place)]!, this.preferenceOf(place), row);
    }
    row = this.#settlePlace(this.defaultWorld, this.#everyBackend, DEFAULT, row);
    this.#settlePlace(this.wholeWorld, this.#everyBackend, EITHER, row);
  }

  /** Writes a place and its candidates; returns the row after them. */
  #settlePlace(place: number, backends: Int32Array, preference: number, firstRow: number): number {
    const rows = this.rows;
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
      const at = ROW_LENGTH * row;
      rows[at + BACKEND] = backend;
      rows[at + CAPACITY] = this.capacity[backend]!;
      rows[at + WEIGHT] = weightOf(this, backend);
      row++;
    }
    const at = ROW_LENGTH * place;
    rows[at + KEPT_SHARE] = count === 0 ? 0 : healthScore(fractions / count, this.failoverThreshold);
    rows[at + FIRST_CANDIDATE] = firstRow;
    rows[at + CANDIDATES_END] = row;
    return row;
  }
}

/** A view of a run is one already. Hot for those. */
export function settledView(view: FleetView & { readonly settled?: () => SettledView }): SettledView {
  return view.settled === undefined ? new SettledView(view, new Revision()).settled() : view.settled();
}
