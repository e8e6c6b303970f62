/**
 * Goal: the generator behind Envoy's shuffles is std::mt19937. Method: the C++ standard's own check, [rand.predef]: the
 * 10,000th output after the default seed; and that a generator seeded again starts over.
 */
import { expect, it } from 'vitest';
import { MersenneTwister } from '../../../../sim/maglev/hash/mersenne-twister.ts';

it('the 10,000th output after seed 5489 is 4123659995', () => {
  const twister = new MersenneTwister();
  twister.seed(5489);
  for (let drawn = 1; drawn < 10_000; drawn++) twister.next();
  expect(twister.next()).toBe(4_123_659_995);
});

it('starts over when seeded again', () => {
  const twister = new MersenneTwister();
  twister.seed(7);
  const first = [twister.next(), twister.next()];
  twister.seed(7);
  expect([twister.next(), twister.next()]).toEqual(first);
});
