/**
 * The hashing methods of `spillway maglev`: lookup tables of real balancers, and what they are compared with.
 */
import type { Promises } from '../../sim/maglev/method.ts';
import { METHODS } from '../../sim/maglev/methods.ts';
import type { Listing } from './listing.ts';

export const methods: Listing = {
  columns: ['method', 'title', 'slots', 'weights', 'whenABackendLeaves', 'source'],
  rows: () =>
    [...METHODS.values()].map((method) => [
      method.id,
      method.title,
      method.kind === 'table' ? method.tableSizeDefault : 'no table',
      WEIGHTS[method.promises.weights],
      REMOVAL[method.promises.removal],
      method.source,
    ]),
};

const WEIGHTS: Readonly<Record<Promises['weights'], string>> = {
  proportional: 'in proportion',
  firstRoundOnly: 'first round only',
  ignored: 'ignored',
};

const REMOVAL: Readonly<Record<Promises['removal'], string>> = {
  minimal: 'its keys move',
  nearlyMinimal: 'its keys and few others move',
  minimalForLast: 'its keys move if it was listed last',
  boundedLoad: 'its keys and those beyond a bound move',
  arbitrary: 'nearly all keys move',
};
