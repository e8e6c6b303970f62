/**
 * Goal: primes by trial division. Method: the known primes below 50, table sizes of real
 * balancers, and what no number is.
 */
import { expect, it } from 'vitest';
import { isPrime, nextPrime, primeHint } from '../../../sim/maglev/prime.ts';

it('knows the primes below 50', () => {
  const primes = Array.from({ length: 50 }, (_, value) => value).filter(isPrime);
  expect(primes).toEqual([2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47]);
});

it.each([-7, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('%d is no prime', (value) => {
  expect(isPrime(value)).toBe(false);
});

it.each([
  [-3, 2],
  [1.5, 2],
  [2, 3],
  [65_536, 65_537],
  [65_537, 65_539],
  [655_360, 655_373],
])('the prime after %d is %i', (value, next) => {
  expect(nextPrime(value)).toBe(next);
});

it('a hint names the next prime of a whole number only', () => {
  expect(primeHint(100)).toBe('the next prime is 101');
  expect(primeHint(7.5)).toBe('it is no whole number');
  expect(primeHint(Number.POSITIVE_INFINITY)).toBe('it is no whole number');
});
