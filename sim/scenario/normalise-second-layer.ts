/** `secondLayer` of a design as it is written. */
import type { Plain } from './document/node.ts';
import type { ResolvedSecondLayer } from './resolved-machines.ts';

export function secondLayerMap({ regions, ...rest }: ResolvedSecondLayer): Record<string, Plain> {
  return { ...rest, ...(regions !== null && { regions: [...regions] }) };
}
