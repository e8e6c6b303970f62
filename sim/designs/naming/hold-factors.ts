/**
 * How much longer than its time to live somebody keeps a copy: most not at all, a share of them by a factor
 * h with P(h > x) = x^-exponent.
 *
 * Everybody keeps their factor. With copies asked for anew as they end, one of a holder is older than s with
 * probability 1 - s / (h TTL), so a share p of holders gives p (s / TTL)^-a / (1 + a) stale requests a time s >= TTL
 * after the record changed, a the exponent (docs/model/dns.md).
 */
import type { RandomStream } from '../../kernel/random-stream.ts';
import type { ResolvedNaming } from '../../scenario/resolved-naming.ts';

/** [count], each at least 1; two draws each, whatever the law. */
export function holdFactors(
  { share, exponent }: NonNullable<ResolvedNaming['violations']>,
  count: number,
  chance: RandomStream,
): Float64Array {
  return Float64Array.from({ length: count }, () => {
    const isHolder = chance.uniform() < share;
    const u = chance.uniform();
    return isHolder ? u ** (-1 / exponent) : 1;
  });
}
