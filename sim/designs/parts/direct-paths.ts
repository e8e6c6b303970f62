/** Ways of clients that go straight to an address: one for each metro, through no PoP of an edge. */
import type { World } from '../../world/world.ts';
import { NO_POP, Paths } from '../parts/paths.ts';

export class DirectPaths {
  readonly paths = new Paths();
  /** [networkCount] */
  readonly #pathOf: Int32Array;

  constructor({ networks }: World) {
    this.#pathOf = Int32Array.from(networks, ({ metroIndex }) => this.paths.numberOf(metroIndex, NO_POP, NO_POP));
  }

  /** Path of a network's connections. Hot. */
  pathOf(network: number): number {
    return this.#pathOf[network]!;
  }
}
