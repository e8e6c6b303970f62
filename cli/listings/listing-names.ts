/**
 * What `spillway list` knows, by name; kept apart from the data, so that `--help` need not load it.
 */
export const LISTING_NAMES = [
  'scenarios',
  'policies',
  'methods',
  'designs',
  'metrics',
  'counters',
  'columns',
  'outcomes',
  'roles',
  'metros',
  'pops',
  'regions',
  'zones',
  'catchments',
  'ports',
] as const;

export type ListingName = (typeof LISTING_NAMES)[number];
