/**
 * How long BGP takes until a client network's packets follow a change: after a withdrawal, and after an announcement.
 *
 * Outcome, not protocol: each network draws its delay once for each change. Until then its packets go where they went
 * before, and are lost there if the PoP no longer forwards.
 */

import type { RandomStream } from '../kernel/random-stream.ts';
import { type Duration, fromSeconds } from '../kernel/time.ts';

/**
 * Withdrawal: most networks learn of another path at once, the rest explore stale ones. 80 % of the Internet converges
 * within about 10 s (ANRW 2024, Twente testbed) and less than 10 % still see the old path after 2 minutes (RIPE Labs,
 * 2011). No single exponential does both; this mixture has 80.7 % at 10 s and 96.4 % at 120 s. The parameters are an
 * assumption fitted to those two points.
 */
const PROMPT_SHARE = 0.85;
const PROMPT_MEAN_S = 3.5;
const EXPLORING_MEDIAN_S = 60;
const EXPLORING_SIGMA = 1;

/** Delay from a PoP's withdrawal to a network's packets going elsewhere; two or three draws. */
export function withdrawalDelay(stream: RandomStream): Duration {
  if (stream.uniform() < PROMPT_SHARE) return fromSeconds(PROMPT_MEAN_S * stream.exponential());
  return fromSeconds(EXPLORING_MEDIAN_S * Math.exp(EXPLORING_SIGMA * stream.normal()));
}

/**
 * Announcement: points (share of networks, seconds) of RIPE Labs' measurement of 2011 over 90 full-table peers: 40 %
 * "in a few seconds" (3 s is our reading), 50 % under 10 s, 90 % in 30 s, all at 38 s. Linear between them.
 */
const ANNOUNCEMENT_QUANTILES: readonly { readonly share: number; readonly delayS: number }[] = [
  { share: 0, delayS: 0 },
  { share: 0.4, delayS: 3 },
  { share: 0.5, delayS: 10 },
  { share: 0.9, delayS: 30 },
  { share: 1, delayS: 38 },
];

/** Delay from a PoP's announcement to a network's packets following it, if it prefers that PoP; one draw. */
export function announcementDelay(stream: RandomStream): Duration {
  const u = stream.uniform();
  const upper = ANNOUNCEMENT_QUANTILES.findIndex(({ share }) => u < share);
  const from = ANNOUNCEMENT_QUANTILES[upper - 1]!;
  const to = ANNOUNCEMENT_QUANTILES[upper]!;
  const along = (u - from.share) / (to.share - from.share);
  return fromSeconds(from.delayS + along * (to.delayS - from.delayS));
}
