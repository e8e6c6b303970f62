/**
 * Finds patterns whose time can grow exponentially with the length of a request: those that can match one stretch of text in two ways and
 * come back to where they were.
 *
 * Method: the position automaton of Glushkov, with the number of ways of each step; the pattern is exponentially ambiguous exactly when, in
 * the product of the automaton with itself, a pair (p, p) lies on a circle through a pair (p, q) with q other than p, or a step on a circle
 * can be taken in two ways (Weideman, van der Merwe, Berglund, Watson: "Analyzing matching time behavior of backtracking regular expression
 * matchers by using ambiguity of NFA", CIAA 2016). Lookarounds are judged on their own; backreferences count as empty.
 * What remains is polynomial in the length of a target, which is bounded. Cost: the square of the number of positions that are on circles.
 */
import { type ByteSet, meets, type RegexNode } from './regex-node.ts';

/** A repeat up to this often, of something that repeats nothing itself, is taken as one occurrence: what it multiplies is bounded. */
const SMALL_REPEAT = 9;
/** Positions on circles beyond which a pattern is refused rather than checked: assumption, its square is a quarter of a second of work. */
const CIRCLING_MAX = 250;

export type Ambiguity = 'none' | 'exponential' | 'tooLarge';

export function ambiguityOf(root: RegexNode): Ambiguity {
  const positions = new Positions();
  const bodies: RegexNode[] = [root];
  // `bodies` grows while lookarounds are found inside.
  for (let at = 0; at < bodies.length; at++) positions.add(bodies[at]!, bodies);
  return positions.ambiguity();
}

function repeats(node: RegexNode): boolean {
  switch (node.kind) {
    case 'repeat':
      return node.most > 1 || repeats(node.body);
    case 'sequence':
    case 'choice':
      return node.items.some(repeats);
    case 'group':
      return repeats(node.body);
    default:
      return false;
  }
}

interface Ends {
  readonly first: readonly number[];
  readonly last: readonly number[];
  readonly isNullable: boolean;
}

const EMPTY: Ends = { first: [], last: [], isNullable: true };

class Positions {
  readonly #sets: ByteSet[] = [];
  /** Ways from a position to the next: position -> position -> count. */
  readonly #steps: Map<number, number>[] = [];

  add(node: RegexNode, lookarounds: RegexNode[]): Ends {
    switch (node.kind) {
      case 'bytes': {
        const position = this.#sets.push(node.set) - 1;
        this.#steps.push(new Map());
        return { first: [position], last: [position], isNullable: false };
      }
      case 'sequence':
        return node.items.reduce<Ends>((before, item) => this.#joined(before, this.add(item, lookarounds)), EMPTY);
      case 'choice': {
        const ends = node.items.map((item) => this.add(item, lookarounds));
        return {
          first: ends.flatMap(({ first }) => first),
          last: ends.flatMap(({ last }) => last),
          isNullable: ends.some(({ isNullable }) => isNullable),
        };
      }
      case 'group':
        return this.add(node.body, lookarounds);
      case 'repeat': {
        const ends = this.add(node.body, lookarounds);
        if (node.most > SMALL_REPEAT || (node.most > 1 && repeats(node.body))) this.#connect(ends.last, ends.first);
        // Which of the rounds that must be made are empty is one more choice.
        if (node.least > SMALL_REPEAT && ends.isNullable) this.#connect(ends.last, ends.first);
        return { ...ends, isNullable: ends.isNullable || node.least === 0 };
      }
      case 'look':
        lookarounds.push(node.body);
        return EMPTY;
      case 'place':
      case 'backreference':
        return EMPTY;
    }
  }

  #joined(before: Ends, after: Ends): Ends {
    this.#connect(before.last, after.first);
    return {
      first: before.isNullable ? [...before.first, ...after.first] : before.first,
      last: after.isNullable ? [...before.last, ...after.last] : after.last,
      isNullable: before.isNullable && after.isNullable,
    };
  }

  #connect(from: readonly number[], to: readonly number[]): void {
    for (const start of from) {
      const steps = this.#steps[start]!;
      for (const end of to) steps.set(end, (steps.get(end) ?? 0) + 1);
    }
  }

  ambiguity(): Ambiguity {
    const count = this.#sets.length;
    this.#keepCircles();
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

  /** Forgets every step that leads away from where it came from for good: it is on no circle. */
  #keepCircles(): void {
    const reach = this.#steps.map((_, position) => this.#reachableFrom(position));
    for (const [position, steps] of this.#steps.entries()) {
      for (const next of [...steps.keys()]) if (!reach[next]!.has(position)) steps.delete(next);
    }
  }

  #reachableFrom(position: number): Set<number> {
    const reached = new Set([position]);
    for (const place of reached) for (const next of this.#steps[place]!.keys()) reached.add(next);
    return reached;
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
