/** `dns` of a design, as it is written. */
import type { PlainMap } from './plain-map.ts';
import type { ResolvedNaming } from './resolved-naming.ts';
import type { ResolvedDesign } from './resolved-scenario.ts';
import { formatDurationUs, formatPercent } from './units.ts';

export function namingMap(naming: ResolvedNaming, { kind, redirect }: ResolvedDesign): PlainMap {
  const { answer, violations } = naming;
  const hasOneAddress = redirect !== null && redirect.balancers.discovery !== 'dnsRoundRobin';
  return {
    ttl: formatDurationUs(naming.ttl),
    ...(kind === 'redirect' && { serverTtl: formatDurationUs(naming.serverTtl) }),
    lookup: formatDurationUs(naming.lookup),
    authoritative: formatDurationUs(naming.authoritative),
    ...(!hasOneAddress && {
      answer: answer.kind,
      ...(answer.kind === 'weighted' && {
        weights: Object.fromEntries(answer.weights.map(({ region, weight }) => [region, weight])),
      }),
      ...(answer.addresses !== null && { addressesPerAnswer: answer.addresses }),
      ...(answer.kind === 'nearest' && {
        mislocated: formatPercent(naming.mislocated),
        clientSubnet: naming.clientSubnet,
      }),
      withdrawAfter: naming.withdrawAfter === null ? 'never' : formatDurationUs(naming.withdrawAfter),
    }),
    violations:
      violations === null
        ? 'none'
        : { share: formatPercent(violations.share), exponent: violations.exponent, at: violations.at },
    resolverOrder: naming.resolverOrder,
    attemptTimeout: formatDurationUs(naming.attemptTimeout),
    ...(naming.attemptDelay !== null && { attemptDelay: formatDurationUs(naming.attemptDelay) }),
    atStart: naming.atStart,
  };
}
