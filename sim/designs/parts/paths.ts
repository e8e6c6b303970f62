/**
 * Ways from a client's metro into the service: (metro, ingress PoP, serving PoP), numbered as they are first seen.
 *
 * Connections carry a path's number; flows are counted by it. A client network changes its path when BGP
 * moves it or a PoP stops serving.
 */

export const NO_POP = -1;

export class Paths {
  readonly #numberOf = new Map<string, number>();
  readonly metroIndex: number[] = [];
  readonly ingressPop: number[] = [];
  readonly servingPop: number[] = [];

  get count(): number {
    return this.metroIndex.length;
  }

  /** The path's number, new if it was not seen before. Rare: called when a network's path changes. */
  numberOf(metroIndex: number, ingressPop: number, servingPop: number): number {
    const key = `${metroIndex} ${ingressPop} ${servingPop}`;
    const known = this.#numberOf.get(key);
    if (known !== undefined) return known;
    const number = this.metroIndex.length;
    this.#numberOf.set(key, number);
    this.metroIndex.push(metroIndex);
    this.ingressPop.push(ingressPop);
    this.servingPop.push(servingPop);
    return number;
  }
}
