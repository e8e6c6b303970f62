/**
 * Subsets of a world by id.
 *
 * Order is the data's, not the option's, so that naming the same places in another order is the same world.
 */

/** An option names places that the world's data does not have. */
export class UnknownPlacesError extends Error {
  readonly kind: string;
  readonly ids: readonly string[];

  constructor(kind: string, ids: readonly string[]) {
    super(`the world has no ${kind} ${ids.map((id) => `"${id}"`).join(', ')}`);
    this.name = 'UnknownPlacesError';
    this.kind = kind;
    this.ids = ids;
  }
}

/**
 * Indexes of the chosen places, ascending; `null` chooses all.
 *
 * @param kind what the places are, for the error: `metro`
 * @throws UnknownPlacesError naming all ids that are not in `places`; RangeError if none is chosen
 */
export function selectedIndexes(
  kind: string,
  places: readonly { readonly id: string }[],
  ids: readonly string[] | null,
): number[] {
  if (ids !== null && ids.length === 0) throw new RangeError(`a world has at least one ${kind}`);
  if (ids === null) return places.map((_, index) => index);
  const known = new Set(places.map((place) => place.id));
  const unknown = ids.filter((id) => !known.has(id));
  if (unknown.length > 0) throw new UnknownPlacesError(kind, unknown);
  const wanted = new Set(ids);
  return places.flatMap((place, index) => (wanted.has(place.id) ? [index] : []));
}
