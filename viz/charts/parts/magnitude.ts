/**
 * Magnitudes as twelve classes of the cividis scale (Nuñez, Anderton, Renslow 2018: readable with any colour vision and
 * in grey). The style sheet holds the colours; here is only which class a share of the full scale falls in.
 */
export const MAGNITUDE_STEPS = 12;

/** `share` of the full scale, 0 .. 1; outside values take the end classes. */
export function magnitudeStep(share: number): number {
  return Math.min(MAGNITUDE_STEPS - 1, Math.max(0, Math.floor(share * MAGNITUDE_STEPS)));
}

export function magnitudeClass(share: number): string {
  return `m${magnitudeStep(share)}`;
}
