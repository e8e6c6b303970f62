/** Colour of a method: by whether its table was measured slot by slot, or its answers sampled. */
import type { LegendEntry } from '../figures/figure.ts';

const TABLE_CLASS = 'region-0';
const SAMPLED_CLASS = 'region-3';

export function methodClass(isSampled: boolean): string {
  return isSampled ? SAMPLED_CLASS : TABLE_CLASS;
}

/** Entries for the kinds that are there. */
export function methodLegend(methods: readonly { readonly isSampled: boolean }[]): LegendEntry[] {
  const entries: LegendEntry[] = [
    { label: 'lookup table, every slot', colourClass: TABLE_CLASS, mark: 'square' },
    { label: 'no table, sampled keys', colourClass: SAMPLED_CLASS, mark: 'square' },
  ];
  return entries.filter(({ colourClass }) => methods.some(({ isSampled }) => methodClass(isSampled) === colourClass));
}
