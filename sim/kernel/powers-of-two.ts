/**
 * Powers of two by which words of random bits are scaled. Dividing by one is exact, and V8 multiplies by its inverse.
 *
 * A file of constants alone, for the reason of `event-layout.ts`.
 */

export const TWO_POW_26 = 67_108_864;
/** As many as there are 32-bit words. */
export const TWO_POW_32 = 4_294_967_296;
export const TWO_POW_52 = 4_503_599_627_370_496;
