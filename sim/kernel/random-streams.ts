/**
 * Independent random streams by name.
 *
 * seedrandom's default generator (ARC4) mixes the whole string (seed, run, name) into 128 bits that seed one sfc32
 * stream, so similar names give unrelated streams. One stream for each purpose and entity (`arrivals/seoul`): a new
 * feature moves nobody else's draws, and two designs that read the same streams meet the same chance.
 */
import seedrandom from 'seedrandom';
import { RandomStream } from './random-stream.ts';

export class RandomStreams {
  readonly #prefix: string;

  /**
   * @param seed the scenario's seed; any string, at least one character long
   * @param run the number of the replication, from 0; a replication changes the run, never the seed
   */
  constructor(seed: string, run: number) {
    if (seed.length === 0) throw new RangeError('a seed has at least one character');
    this.#prefix = `${seed}\u0000${run}\u0000`;
  }

  /** A fresh stream for `name`; asking twice gives two streams with the same numbers. About 15 us. */
  stream(name: string): RandomStream {
    const source = seedrandom(this.#prefix + name);
    return new RandomStream(source.int32(), source.int32(), source.int32(), source.int32());
  }
}
