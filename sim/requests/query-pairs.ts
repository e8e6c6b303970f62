/**
 * The parameters of a query, as a web application reads them: application/x-www-form-urlencoded
 * (WHATWG URL, section 5.1), in bytes.
 */
import { decodeEscapes } from './percent-coding.ts';

export type QueryPair = readonly [name: string, value: string];

export function queryPairs(query: string | null): QueryPair[] {
  if (query === null) return [];
  return query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const equals = part.indexOf('=');
      const [name, value] = equals < 0 ? [part, ''] : [part.slice(0, equals), part.slice(equals + 1)];
      return [decoded(name), decoded(value)];
    });
}

function decoded(text: string): string {
  return decodeEscapes(text.replaceAll('+', ' '));
}
