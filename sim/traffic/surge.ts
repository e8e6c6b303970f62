/**
 * A surge: a metro's rate climbs exponentially to a multiple, holds, and falls exponentially back.
 *
 * The exponential climb is that of flash crowds (Wendell and Freedman, "Going Viral: Flash Crowds in an Open CDN", IMC
 * 2011); the same curve downwards is an assumption. Rate multiplier while rising: peak^(elapsed / rise).
 */

export interface Surge {
  readonly at: number;
  readonly rise: number;
  readonly hold: number;
  readonly decay: number;
  readonly peak: number;
}

/** Multiplier of the ordinary rate at an instant; times in us. 1 outside the surge. */
export function surgeMultiplier(surge: Surge, atUs: number): number {
  const elapsed = atUs - surge.at;
  if (elapsed < 0) return 1;
  if (elapsed < surge.rise) return surge.peak ** (elapsed / surge.rise);
  if (elapsed < surge.rise + surge.hold) return surge.peak;
  const falling = elapsed - surge.rise - surge.hold;
  return falling < surge.decay ? surge.peak ** (1 - falling / surge.decay) : 1;
}

/** Instants at which the multiplier has a corner, us. */
export function surgeCorners(surge: Surge): readonly number[] {
  const plateau = surge.at + surge.rise;
  return [surge.at, plateau, plateau + surge.hold, plateau + surge.hold + surge.decay];
}
