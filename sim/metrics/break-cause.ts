/**
 * Why an established connection broke before its own end: exactly one cause each. Their order is
 * that of every array of causes.
 */

export const BREAK_CAUSES = [
  'memberLost',
  'drained',
  'popLost',
  'frontEndLost',
  'rehashed',
  'serverError',
  'memberGone',
  'secondLayerLost',
  'addressLost',
  'idleClosed',
] as const;
export type BreakCause = (typeof BREAK_CAUSES)[number];

export const BREAK_CAUSE_COUNT = 10 satisfies (typeof BREAK_CAUSES)['length'];

/** Its member failed. */
export const MEMBER_LOST = 0;
/** Its backend or member was drained and the time was over. */
export const DRAINED = 1;
/** Its PoP went down. */
export const POP_LOST = 2;
/** The first-layer GFE that held it failed. */
export const FRONT_END_LOST = 3;
/** Its packets went to another first-layer GFE than the one that held it. */
export const REHASHED = 4;
/** Its member took it and broke it before the first byte: it is degraded. */
export const SERVER_ERROR = 5;
/** Its member was scaled in or replaced before it was done. */
export const MEMBER_GONE = 6;
/** The second-layer GFE that passed it on failed. */
export const SECOND_LAYER_LOST = 7;
/** The address it was made to is no longer the service's. */
export const ADDRESS_LOST = 8;
/** Nothing came either way for longer than the proxy's idle timeout. */
export const IDLE_CLOSED = 9;

/** What each cause means, for columns and metrics. */
export const BREAK_MEANINGS: Readonly<Record<BreakCause, string>> = {
  memberLost: 'lost their member',
  drained: 'were closed when their backend or member had drained',
  popLost: 'lost their PoP',
  frontEndLost: 'lost the first-layer GFE that held them',
  rehashed: 'had their packets sent to another first-layer GFE than the one that held them',
  serverError: 'were accepted by a degraded member and reset before the first byte',
  memberGone: 'had their member scaled in or replaced before they were done',
  secondLayerLost: 'lost the second-layer GFE that passed them on',
  addressLost: "were made to an address that is no longer the service's",
  idleClosed: 'were closed by the proxy after its idle timeout',
};
