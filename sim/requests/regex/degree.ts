/**
 * How fast the work of a backtracking matcher grows with the length n of a text that a pattern almost matches: as
 * n^(degree + 1), where the degree is that of the polynomial ambiguity of the pattern.
 *
 * Source: Weber and Seidl, "On the degree of ambiguity of finite automata", TCS 88 (1991), criterion IDA; for matchers,
 * Weideman, van der Merwe, Berglund, Watson, CIAA 2016. A step up is a pair of circles p, q such that one text leads
 * from p to p, from p to q and from q to q: the matcher can leave the first for the second at every round. The degree
 * is the most such steps up on a way through the pattern.
 */
import { type PositionAutomaton, positionAutomaton, reachableFrom } from './position-automaton.ts';
import { type ByteSet, meets, type RegexNode } from './regex-node.ts';

/**
 * Steps in the product of three copies after which circles that read a common byte count as a step
 * up: assumption, half a second.
 */
const TRIPLE_STEPS_MAX = 100_000;

/**
 * Of a pattern that is not exponentially ambiguous; 0: linear. May be too high for a
 * pattern of many parts, never too low.
 */
export function degreeOf(root: RegexNode): number {
  const automaton = positionAutomaton(root);
  const reach = automaton.steps.map((_, position) => reachableFrom(automaton, position));
  const circles = circlesOf(reach);
  const stepsUp = new StepsUp(automaton, reach);
  /** Factors of n by circle: of the runs that come as far as it. */
  const factors = new Map<readonly number[], number>();
  // A circle that leads to another one reaches more positions: so those that lead to it come before it.
  for (const circle of circles.toSorted((a, b) => reach[b[0]!]!.size - reach[a[0]!]!.size || a[0]! - b[0]!)) {
    let most = 1;
    for (const [before, known] of factors) {
      if (!reach[before[0]!]!.has(circle[0]!) || known + 1 <= most) continue;
      most = Math.max(most, known + (stepsUp.isOne(before, circle) ? 1 : 0));
    }
    factors.set(circle, most);
  }
  const isBehind = (circle: readonly number[]): boolean => circle[0]! >= automaton.lookbehindStart;
  const mostOf = (behind: boolean): number =>
    Math.max(0, ...[...factors].map(([circle, known]) => (isBehind(circle) === behind ? known : 0)));
  // A lookbehind may be tried at the end of every run.
  return Math.max(0, mostOf(false) + mostOf(true) - 1);
}

/**
 * Steps of a matcher on a text that it fails on last of all: the ways to place `degree + 1` borders in it,
 * n^(degree + 1) / (degree + 1)!.
 *
 * @param length of the text, in bytes
 */
export function matchingSteps(degree: number, length: number): number {
  let steps = 1;
  for (let border = 1; border <= degree + 1; border++) steps *= (length + border) / border;
  return steps;
}

/** The strongly connected parts, each by its positions in order. */
function circlesOf(reach: readonly ReadonlySet<number>[]): number[][] {
  const circles = new Map<number, number[]>();
  for (const [position, reached] of reach.entries()) {
    if (!reached.has(position)) continue;
    const first = [...circles.keys()].find((start) => reached.has(start) && reach[start]!.has(position));
    if (first === undefined) circles.set(position, [position]);
    else circles.get(first)!.push(position);
  }
  return [...circles.values()];
}

type Triple = readonly [stays: number, moves: number, arrived: number];

class StepsUp {
  readonly #automaton: PositionAutomaton;
  readonly #reach: readonly ReadonlySet<number>[];
  #stepsLeft = TRIPLE_STEPS_MAX;

  constructor(automaton: PositionAutomaton, reach: readonly ReadonlySet<number>[]) {
    this.#automaton = automaton;
    this.#reach = reach;
  }

  isOne(from: readonly number[], to: readonly number[]): boolean {
    const { sets } = this.#automaton;
    if (!from.some((p) => to.some((q) => meets(sets[p]!, sets[q]!)))) return false;
    return from.some((p) => to.some((q) => this.#isLed([p, p, q], [p, q, q])));
  }

  /** Whether one text leads from each of `starts` to its like of `ends`; taken to be so once too much was tried. */
  #isLed(starts: Triple, ends: Triple): boolean {
    const { steps, sets } = this.#automaton;
    const count = sets.length;
    const seen = new Set<number>();
    const open: Triple[] = [starts];
    for (let triple = open.pop(); triple !== undefined; triple = open.pop()) {
      for (const first of this.#nexts(triple[0], ends[0])) {
        for (const third of this.#nexts(triple[2], ends[2])) {
          const common = intersection(sets[first]!, sets[third]!);
          for (const second of steps[triple[1]]!.keys()) {
            if (--this.#stepsLeft < 0) return true;
            const key = (first * count + second) * count + third;
            if (seen.has(key) || !this.#leadsTo(second, ends[1]) || !meets(common, sets[second]!)) continue;
            if (first === ends[0] && second === ends[1] && third === ends[2]) return true;
            seen.add(key);
            open.push([first, second, third]);
          }
        }
      }
    }
    return false;
  }

  #nexts(position: number, goal: number): number[] {
    return [...this.#automaton.steps[position]!.keys()].filter((next) => this.#leadsTo(next, goal));
  }

  #leadsTo(position: number, goal: number): boolean {
    return position === goal || this.#reach[position]!.has(goal);
  }
}

function intersection(a: ByteSet, b: ByteSet): ByteSet {
  return a.map((flag, byte) => flag & b[byte]!);
}
