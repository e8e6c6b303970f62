/**
 * Backends that might join a pool: each is like one of the pool, drawn at random, at an address of its own.
 *
 * Addresses are drawn from 198.18.0.0/15, which is set apart for benchmarks (RFC 2544), so that they meet none of a
 * real pool. A key that a backend of the pool has been given to hash is its own and is not copied.
 */
import { RandomStreams } from '../../kernel/random-streams.ts';
import { type Backend, MaglevInputError } from '../backend.ts';

/** Addresses of 198.18.0.0/15. */
const ADDRESSES = 1 << 17;

/**
 * `backends`, and behind them `count` newcomers.
 *
 * @throws MaglevInputError where no backend has weight, so that there is none to be like, or for more newcomers
 *   than a tenth of the addresses
 */
export function withNewcomers(backends: readonly Backend[], count: number, seed: string, draw: number): Backend[] {
  const models = backends.filter(({ weight }) => weight > 0);
  if (models.length === 0)
    throw new MaglevInputError('no backend has weight, so there is none that a new one could be like');
  if (count > ADDRESSES / 10)
    throw new MaglevInputError(`at most ${Math.floor(ADDRESSES / 10)} backends join in a draw, not ${count}`);
  const stream = new RandomStreams(seed, draw).stream('maglev/newcomers');
  const joined = [...backends];
  const names = new Set(backends.map(({ name }) => name));
  while (joined.length < backends.length + count) {
    const model = models[stream.below(models.length)]!;
    const newcomer = newcomerLike(model, stream.below(ADDRESSES));
    if (names.has(newcomer.name)) continue;
    names.add(newcomer.name);
    joined.push(newcomer);
  }
  return joined;
}

function newcomerLike(model: Backend, number: number): Backend {
  const address = `198.${18 + (number >>> 16)}.${(number >>> 8) & 255}.${number & 255}`;
  const name = model.port === 0 ? address : `${address}:${model.port}`;
  const hostname = model.hostname === null ? null : `new-${number}`;
  return { ...model, name, address, hostname, hashKey: null };
}
