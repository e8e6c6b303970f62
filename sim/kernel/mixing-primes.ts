/**
 * The five primes of xxHash32 (Yann Collet, xxHash specification 0.2.0), as signed 32-bit words.
 *
 * A file of constants alone, for the reason of `event-layout.ts`; as variables they cost a
 * fingerprint more than the mixing itself.
 */
export const PRIME_1 = -1640531535;
export const PRIME_2 = -2048144777;
export const PRIME_3 = -1028477379;
export const PRIME_4 = 668265263;
export const PRIME_5 = 374761393;
