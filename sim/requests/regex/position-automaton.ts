/**
 * The position automaton of a pattern (Glushkov 1961): a position for each place in it that reads a byte, and in how
 * many ways a matcher gets from one to the next.
 *
 * A matcher that backtracks walks every run of it on a text that does not match. So what is tried on the way is
 * part of it: the search for where a pattern that is not anchored begins is a circle of any bytes in front; a
 * lookahead, and the text that a backreference compares, are branches that end in themselves. A lookbehind
 * reads backwards and stands apart.
 */
import { type ByteSet, complement, noBytes, type RegexNode } from './regex-node.ts';

/**
 * A repeat up to this often, of something that repeats nothing itself, is taken as one occurrence:
 * what it multiplies is bounded.
 */
const SMALL_REPEAT = 9;

export interface PositionAutomaton {
  /** What each position reads. */
  readonly sets: readonly ByteSet[];
  /** Ways from a position to the next: position -> position -> count. */
  readonly steps: readonly ReadonlyMap<number, number>[];
  /** Positions from this one on are of lookbehinds. */
  readonly lookbehindStart: number;
}

export function positionAutomaton(root: RegexNode): PositionAutomaton {
  const builder = new Builder();
  const search = isAnchored(root) ? [] : [builder.circle()];
  const lookbehinds: RegexNode[] = [];
  builder.connect(search, builder.add(root, lookbehinds).first);
  const lookbehindStart = builder.sets.length;
  // `lookbehinds` grows while others are found inside.
  for (let at = 0; at < lookbehinds.length; at++) builder.add(lookbehinds[at]!, lookbehinds);
  return { sets: builder.sets, steps: builder.steps, lookbehindStart };
}

/** The positions that can follow a position, however many steps later: itself too where it is on a circle. */
export function reachableFrom({ steps }: PositionAutomaton, position: number): Set<number> {
  const reached = new Set(steps[position]!.keys());
  for (const place of reached) for (const next of steps[place]!.keys()) reached.add(next);
  return reached;
}

/** Whether a match can begin nowhere but at the start of the text. */
function isAnchored(node: RegexNode): boolean {
  switch (node.kind) {
    case 'place':
      return node.place === 'start';
    case 'sequence': {
      const reading = node.items.findIndex((item) => item.kind !== 'place' && item.kind !== 'look');
      const lead = reading < 0 ? node.items : node.items.slice(0, reading + 1);
      return lead.some(isAnchored);
    }
    case 'choice':
      return node.items.every(isAnchored);
    case 'group':
      return isAnchored(node.body);
    case 'repeat':
      return node.least > 0 && isAnchored(node.body);
    default:
      return false;
  }
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

class Builder {
  readonly sets: ByteSet[] = [];
  readonly steps: Map<number, number>[] = [];

  add(node: RegexNode, lookbehinds: RegexNode[]): Ends {
    switch (node.kind) {
      case 'bytes': {
        const position = this.#position(node.set);
        return { first: [position], last: [position], isNullable: false };
      }
      case 'sequence':
        return node.items.reduce<Ends>((before, item) => this.#joined(before, this.add(item, lookbehinds)), EMPTY);
      case 'choice': {
        const ends = node.items.map((item) => this.add(item, lookbehinds));
        return {
          first: ends.flatMap(({ first }) => first),
          last: ends.flatMap(({ last }) => last),
          isNullable: ends.some(({ isNullable }) => isNullable),
        };
      }
      case 'group':
        return this.add(node.body, lookbehinds);
      case 'repeat': {
        const ends = this.add(node.body, lookbehinds);
        if (node.most > SMALL_REPEAT || (node.most > 1 && repeats(node.body))) this.connect(ends.last, ends.first);
        // Which of the rounds that must be made are empty is one more choice.
        if (node.least > SMALL_REPEAT && ends.isNullable) this.connect(ends.last, ends.first);
        return { ...ends, isNullable: ends.isNullable || node.least === 0 };
      }
      case 'look':
        if (!node.isBehind) return { first: this.add(node.body, lookbehinds).first, last: [], isNullable: true };
        lookbehinds.push(node.body);
        return EMPTY;
      case 'place':
        return EMPTY;
      case 'backreference':
        return { first: [this.circle()], last: [], isNullable: true };
    }
  }

  #joined(before: Ends, after: Ends): Ends {
    this.connect(before.last, after.first);
    return {
      first: before.isNullable ? [...before.first, ...after.first] : before.first,
      last: after.isNullable ? [...before.last, ...after.last] : after.last,
      isNullable: before.isNullable && after.isNullable,
    };
  }

  connect(from: readonly number[], to: readonly number[]): void {
    for (const start of from) {
      const steps = this.steps[start]!;
      for (const end of to) steps.set(end, (steps.get(end) ?? 0) + 1);
    }
  }

  /** A position at which any byte leads back to itself. */
  circle(): number {
    const position = this.#position(complement(noBytes()));
    this.connect([position], [position]);
    return position;
  }

  #position(set: ByteSet): number {
    this.steps.push(new Map());
    return this.sets.push(set) - 1;
  }
}
