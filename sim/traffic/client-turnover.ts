/**
 * People who stop being clients and others who take their places, in one metro.
 *
 * Each place is a stationary renewal process of its own (`StationaryLives`), told by its number and not by the order of
 * arrivals: who holds a place at an instant is the same whatever the rate, the surges and the design. It is worked out
 * when a connection comes from the place: 12 bytes a client, nothing scheduled, and one draw for each person since the
 * last look. A place keeps its network and its part of the connections.
 */
import type { Distribution } from '../kernel/distribution.ts';
import type { RandomStreams } from '../kernel/random-streams.ts';
import { StationaryLives } from '../kernel/stationary-lives.ts';

export class ClientTurnover {
  readonly #lives: StationaryLives;
  /** [placeCount] when who was last seen there leaves, us; 0 where nobody was seen. */
  readonly #leavesAt: Float64Array;
  /** [placeCount] how many people have held the place, up to who was last seen there; 0 where nobody was seen. */
  readonly #peopleCount: Int32Array;

  /** @param placeCount clients of the metro */
  constructor(metroId: string, placeCount: number, lifetime: Distribution, streams: RandomStreams) {
    this.#lives = new StationaryLives(lifetime, streams.stream(`churn/${metroId}`));
    this.#leavesAt = new Float64Array(placeCount);
    this.#peopleCount = new Int32Array(placeCount);
  }

  /**
   * A connection comes from a place: whether it is the first of a person who came after the run began. Hot.
   *
   * @param at not before an earlier connection from that place, us
   */
  isNewcomer(place: number, at: number): boolean {
    if (at < this.#leavesAt[place]!) return false;
    return this.#advance(place, at);
  }

  /** How many held the place before who holds it now: 0 for those who were clients when the run began. */
  personAt(place: number): number {
    return this.#peopleCount[place]! - 1;
  }

  #advance(place: number, at: number): boolean {
    let leavesAt = this.#leavesAt[place]!;
    let people = this.#peopleCount[place]!;
    do leavesAt += this.#lives.lengthUs(place, people++);
    while (leavesAt <= at);
    this.#leavesAt[place] = leavesAt;
    this.#peopleCount[place] = people;
    return people > 1;
  }
}
