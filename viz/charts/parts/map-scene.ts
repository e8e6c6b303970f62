/** What a map shows: the places, in a frame, and which of the flows; shared by the parts that draw legs and places. */
import type { FlowTable } from '../../data/map-totals.ts';
import type { MapFrame } from './map-frame.ts';

export interface Geography {
  readonly frame: MapFrame;
  /**
   * The element of the page that holds the outlines for this frame: kept once, because they
   * are the largest part of a map.
   */
  readonly landId: string;
  readonly metros: readonly MapPlace[];
  readonly pops: readonly MapPlace[];
  readonly regions: readonly (MapPlace & { readonly regionClass: string })[];
  readonly unservedClass: string;
  /** Largest leg and metro of any design in any slice, connections: the ends of the width and size scales. */
  readonly largestLeg: number;
  readonly largestMetro: number;
}

export interface MapPlace {
  readonly name: string;
  readonly latDeg: number;
  readonly lonDeg: number;
}

export interface WorldMapData {
  readonly geography: Geography;
  readonly label: string;
  readonly flows: FlowTable;
  /** null: all slices, widths scaled to the largest of them. */
  readonly slice: number | null;
  readonly view: 'flows' | 'catchment';
  /** How many are drawn, largest first. */
  readonly most: { readonly legs: number; readonly metros: number };
}
