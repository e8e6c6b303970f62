/**
 * Finds patterns whose time can grow exponentially with the length of a request: those that can match one stretch of
 * text in two ways and come back to where they were.
 *
 * Method: the pattern is exponentially ambiguous exactly when, in the product of its position automaton with itself, a
 * pair (p, p) lies on a circle through a pair (p, q) with q other than p, or a step on a circle can be taken in two
 * ways (Weideman, van der Merwe, Berglund, Watson: "Analyzing matching time behavior of backtracking regular expression
 * matchers by using ambiguity of NFA", CIAA 2016). What remains is polynomial in the length of a target: degree.ts.
 * Cost: the square of the number of positions that are on circles.
 */
import { type PositionAutomaton, positionAutomaton, reachableFrom } from './position-automaton.ts';
import { type ByteSet, meets, type RegexNode } from './regex-node.ts';

/**
 * Positions on circles beyond which a pattern is refused rather than checked: assumption, its square is
 * a quarter of a second of work.
 */
const CIRCLING_MAX = 250;

export type Ambiguity = 'none' | 'exponential' | 'tooLarge';

export function ambiguityOf(root: RegexNode): Ambiguity {
  return new Circles(positionAutomaton(root)).ambiguity();
}

class Circles {
  readonly #sets: readonly ByteSet[];
  /** Of the automaton, without those that lead away from where they came from for good: they are on no circle. */
  readonly #steps: readonly ReadonlyMap<number, number>[];

  constructor(automaton: PositionAutomaton) {
    const reach = automaton.steps.map((_, position) => reachableFrom(automaton, position));
    this.#sets = automaton.sets;
    this.#steps = automaton.steps.map(
      (steps, position) => new Map([...steps].filter(([next]) => next === position || reach[next]!.has(position))),
    );
  }

  ambiguity(): Ambiguity {
    const count = this.#sets.length;
    const starts = this.#steps.flatMap((steps, position) => (steps.size > 0 ? [position] : []));
    if (starts.length > CIRCLING_MAX) return 'tooLarge';
    for (const start of starts) {
      const reached = this.#pairsFrom(start);
      for (const pair of reached) {
        const [left, right] = [Math.floor(pair / count), pair % count];
        if (left === right && !this.#hasDoubleStep(left)) continue;
        if (left === right ? this.#returnsTwice(left, reached) : this.#leadsTo(pair, start)) return 'exponential';
      }
    }
    return 'none';
  }

  /** Pairs that can be reached by one text from (start, start). */
  #pairsFrom(start: number): Set<number> {
    const count = this.#sets.length;
    return this.#closure([start * count + start]);
  }

  #closure(pairs: readonly number[]): Set<number> {
    const count = this.#sets.length;
    const reached = new Set<number>();
    const open = [...pairs];
    while (open.length > 0) {
      const pair = open.pop()!;
      for (const left of this.#steps[Math.floor(pair / count)]!.keys()) {
        for (const right of this.#steps[pair % count]!.keys()) {
          const next = left * count + right;
          if (reached.has(next) || !meets(this.#sets[left]!, this.#sets[right]!)) continue;
          reached.add(next);
          open.push(next);
        }
      }
    }
    return reached;
  }

  #leadsTo(pair: number, start: number): boolean {
    return this.#closure([pair]).has(start * this.#sets.length + start);
  }

  #hasDoubleStep(position: number): boolean {
    return [...this.#steps[position]!.values()].some((ways) => ways > 1);
  }

  /** Whether one of the steps that can be taken in two ways lies on a circle. */
  #returnsTwice(position: number, reached: ReadonlySet<number>): boolean {
    const count = this.#sets.length;
    if (!reached.has(position * count + position)) return false;
    return [...this.#steps[position]!].some(
      ([next, ways]) =>
        ways > 1 && (next === position || this.#closure([next * count + next]).has(position * count + position)),
    );
  }
}
