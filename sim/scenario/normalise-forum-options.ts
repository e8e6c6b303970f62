/** What was added to a design of kind `redirect`, as it is written; nothing where the post stands as it is. */
import type { PlainMap } from './plain-map.ts';
import type { ResolvedAdmission, ResolvedForumOptions } from './resolved-forum-options.ts';
import { formatDurationUs, formatMultiple, formatPercent, formatRatePerSecond } from './units.ts';

export function forumOptionsMap(options: ResolvedForumOptions): PlainMap {
  const { urisPerAnswer, returnHome, onDrain, rebalance, clientReports, cheats, tokens, rogue } = options;
  return {
    urisPerAnswer,
    returnHome: formatPercent(returnHome),
    onDrain,
    ...(rebalance !== null && {
      rebalance: {
        above: formatMultiple(rebalance.above),
        over: formatDurationUs(rebalance.over),
        rate: formatRatePerSecond(rebalance.perSecond),
      },
    }),
    ...(clientReports !== null && {
      clientReports: { count: clientReports.count, hold: formatDurationUs(clientReports.hold) },
    }),
    ...(cheats !== null && { cheats: { share: formatPercent(cheats.share), pin: cheats.pin } }),
    tokens,
    ...(rogue !== undefined && {
      rogue: {
        backend: rogue.backend,
        registersAt: formatDurationUs(rogue.registersAt),
        foundAfter: formatDurationUs(rogue.foundAfter),
      },
    }),
  };
}

/** A key of `balancers`. */
export function admissionMap({ perSecond, burst, longestWait }: ResolvedAdmission): PlainMap {
  return { rate: formatRatePerSecond(perSecond), burst, longestWait: formatDurationUs(longestWait) };
}
