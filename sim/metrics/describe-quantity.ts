/**
 * What an expectation measures, in words: the subject of its verdict's sentence.
 */
import type { Quantity, Selector } from '../scenario/expectation.ts';
import { formatNumber } from './format-number.ts';
import { isBreak } from './window-breaks.ts';

/** Countables that do not read as they are spelled. */
const SPELLINGS: ReadonlyMap<string, string> = new Map([
  ['timedOut', 'timed out'],
  ['memberLost', 'broken by the loss of their member'],
  ['drained', 'closed after draining'],
  ['memberGone', 'broken by their member going'],
  ['popLost', 'broken by the loss of their PoP'],
  ['frontEndLost', 'broken by the loss of their front end'],
]);

export function describeQuantity(quantity: Quantity): string {
  switch (quantity.kind) {
    case 'count':
      return `number of ${connections(quantity.of, quantity.selector)}`;
    case 'share':
      return `share of ${isBreak(quantity.of) ? 'open ' : ''}${connections(quantity.of, quantity.selector)}`;
    case 'rate':
      return `rate of ${connections(quantity.of, quantity.selector)}`;
    case 'latencyQuantile':
      return `p${formatNumber(quantity.quantile * 100, 'number')} latency${part(quantity.selector)}`;
    case 'latencyMean':
      return `mean latency${part(quantity.selector)}`;
    case 'utilisation':
      return `${quantity.statistic === 'max' ? 'highest' : 'mean'} utilisation${part(quantity.selector)}`;
    case 'movedEstablished':
      return 'number of established connections that moved';
  }
}

function connections(of: string, selector: Selector): string {
  return `connections ${SPELLINGS.get(of) ?? of}${part(selector)}`;
}

function part({ metro, region, backend }: Selector): string {
  const from = metro === null ? '' : ` from ${metro.join(', ')}`;
  const inRegion = region === null ? '' : ` in ${region.join(', ')}`;
  const at = backend === null ? '' : ` at ${backend.join(', ')}`;
  return from + inRegion + at;
}
