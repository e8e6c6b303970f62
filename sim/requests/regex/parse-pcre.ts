/**
 * Reads a pattern in the dialect of Apache or nginx (PCRE without UTF) into a tree.
 *
 * Left out, and refused by name: recursion, conditionals, callouts, `\K`, `\R`, `\X`, `\C`, `\G`, `\p`, atomic groups,
 * possessive quantifiers, verbs, and options inside the pattern other than a leading `(?i)`.
 */
import { escapedClass, posixClass } from './byte-classes.ts';
import { RegexFault } from './regex-fault.ts';
import {
  addAll,
  addRange,
  type ByteSet,
  bothCases,
  bytesOf,
  complement,
  noBytes,
  type RegexNode,
} from './regex-node.ts';

export interface ParsedPattern {
  readonly root: RegexNode;
  readonly captureCount: number;
  /** Capture number of each named group. */
  readonly names: ReadonlyMap<string, number>;
}

/**
 * Options with which the servers compile. Apache: RegexDefaultOptions, "DOTALL DOLLAR_ENDONLY" since 2.4.40
 * (documentation, core). nginx: none (src/core/ngx_regex.c).
 */
export interface PcreOptions {
  readonly ignoresCase: boolean;
  readonly server: 'apache' | 'nginx';
}

/** @throws RegexFault */
export function parsePcre(pattern: string, options: PcreOptions): ParsedPattern {
  return new Parser(pattern, options).parse();
}

/**
 * PCRE's own bound of a counted repeat is 65,535; beyond a thousand a pattern for a request
 * line is a mistake (assumption).
 */
const REPEAT_MAX = 1_000;
/** Assumption: no pattern for a request line needs more, and the safety check is quadratic in it. */
const PATTERN_LENGTH_MAX = 1_000;

const LITERAL_ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

class Parser {
  readonly #text: string;
  #at = 0;
  #ignoresCase: boolean;
  /** `.` matches a line feed, and `$` the very end only. */
  readonly #isWholeText: boolean;
  #captureCount = 0;
  readonly #names = new Map<string, number>();
  /** Backreferences, to be checked when all groups are known: offset and number. */
  readonly #references: [number, number][] = [];

  constructor(text: string, { ignoresCase, server }: PcreOptions) {
    this.#text = text;
    this.#ignoresCase = ignoresCase;
    this.#isWholeText = server === 'apache';
  }

  parse(): ParsedPattern {
    if (this.#text.length > PATTERN_LENGTH_MAX)
      throw new RegexFault(0, `is longer than ${PATTERN_LENGTH_MAX} characters`);
    const odd = /[^\x20-\x7e]/.exec(this.#text);
    if (odd !== null) throw new RegexFault(odd.index, 'holds a character that is not ASCII; write its bytes as \\xNN');
    if (this.#text.startsWith('(?i)')) {
      this.#ignoresCase = true;
      this.#at = 4;
    }
    const root = this.#choice();
    if (this.#at < this.#text.length) throw this.#fault('has a ) without its (');
    for (const [at, number] of this.#references) {
      if (number > this.#captureCount) throw new RegexFault(at, `refers to group ${number}, which there is not`);
      if (this.#ignoresCase)
        throw new RegexFault(at, 'has a backreference where case is ignored, which is not supported');
    }
    return { root, captureCount: this.#captureCount, names: this.#names };
  }

  #fault(what: string, at = this.#at): RegexFault {
    return new RegexFault(at, what);
  }

  #eat(token: string): boolean {
    if (!this.#text.startsWith(token, this.#at)) return false;
    this.#at += token.length;
    return true;
  }

  #choice(): RegexNode {
    const items = [this.#sequence()];
    while (this.#eat('|')) items.push(this.#sequence());
    return items.length === 1 ? items[0]! : { kind: 'choice', items };
  }

  #sequence(): RegexNode {
    const items: RegexNode[] = [];
    while (this.#at < this.#text.length && this.#text[this.#at] !== '|' && this.#text[this.#at] !== ')') {
      if (this.#eat('(?#')) this.#comment();
      else if (this.#eat('\\Q')) items.push(...this.#quoted());
      else if (!this.#eat('\\E')) items.push(this.#repeated(this.#atom()));
    }
    return items.length === 1 ? items[0]! : { kind: 'sequence', items };
  }

  #comment(): void {
    const end = this.#text.indexOf(')', this.#at);
    if (end < 0) throw this.#fault('has a comment without its end');
    this.#at = end + 1;
  }

  #quoted(): RegexNode[] {
    const end = this.#text.indexOf('\\E', this.#at);
    const literal = this.#text.slice(this.#at, end < 0 ? undefined : end);
    this.#at = end < 0 ? this.#text.length : end + 2;
    return [...literal].map((letter) => this.#literal(letter));
  }

  #literal(letter: string): RegexNode {
    return this.#bytes(bytesOf(letter));
  }

  #bytes(set: ByteSet): RegexNode {
    return { kind: 'bytes', set: this.#ignoresCase ? bothCases(set) : set };
  }

  #repeated(body: RegexNode): RegexNode {
    const at = this.#at;
    const bounds = this.#quantifier();
    if (bounds === null) return body;
    if (body.kind === 'place' || body.kind === 'look') throw this.#fault('repeats something that has no length', at);
    const [least, most] = bounds;
    if (this.#eat('+')) throw this.#fault('has a possessive quantifier, which is not supported', at);
    const isLazy = this.#eat('?');
    if ('*+?'.includes(this.#text[this.#at] ?? ' ')) throw this.#fault('repeats a repeat');
    return { kind: 'repeat', body, least, most, isLazy };
  }

  #quantifier(): [number, number] | null {
    if (this.#eat('*')) return [0, Number.POSITIVE_INFINITY];
    if (this.#eat('+')) return [1, Number.POSITIVE_INFINITY];
    if (this.#eat('?')) return [0, 1];
    // A brace that opens no count is a literal one, as in PCRE before 10.43.
    const counted = /^\{(\d+)(,(\d*))?\}/.exec(this.#text.slice(this.#at, this.#at + 16));
    if (counted === null) return null;
    const least = Number(counted[1]);
    const most = counted[2] === undefined ? least : counted[3] === '' ? Number.POSITIVE_INFINITY : Number(counted[3]);
    if (least > most) throw this.#fault('counts down');
    if (least > REPEAT_MAX || (most > REPEAT_MAX && most !== Number.POSITIVE_INFINITY)) {
      throw this.#fault(`repeats more than ${REPEAT_MAX} times`);
    }
    this.#at += counted[0].length;
    return [least, most];
  }

  #atom(): RegexNode {
    const letter = this.#text[this.#at]!;
    switch (letter) {
      case '(':
        return this.#group();
      case '[':
        return this.#class();
      case '\\':
        return this.#escape();
      case '*':
      case '+':
      case '?':
        throw this.#fault(`repeats nothing (${letter})`);
      default:
        this.#at++;
        if (letter === '.') return { kind: 'bytes', set: complement(this.#isWholeText ? noBytes() : bytesOf('\n')) };
        if (letter === '^') return { kind: 'place', place: 'start' };
        if (letter === '$') return { kind: 'place', place: this.#isWholeText ? 'end' : 'endOrLastLine' };
        return this.#literal(letter);
    }
  }

  #group(): RegexNode {
    const at = this.#at;
    this.#at++;
    const node = this.#groupBody(at);
    if (!this.#eat(')')) throw this.#fault('has a ( without its )', at);
    return node;
  }

  #groupBody(at: number): RegexNode {
    if (this.#eat('?:')) return { kind: 'group', capture: null, body: this.#choice() };
    for (const [opening, isBehind, isNegated] of LOOKS) {
      if (this.#eat(opening)) return { kind: 'look', isBehind, isNegated, body: this.#choice() };
    }
    const name = /^\?(?:P?<([A-Za-z_]\w*)>|'([A-Za-z_]\w*)')/.exec(this.#text.slice(this.#at));
    if (name !== null) {
      this.#at += name[0].length;
      const given = (name[1] ?? name[2])!;
      if (this.#names.has(given)) throw this.#fault(`names two groups ${given}`, at);
      this.#names.set(given, this.#captureCount + 1);
    } else if (this.#text[this.#at] === '?' || this.#text[this.#at] === '*') {
      const shown = this.#text.slice(at, at + 4);
      throw this.#fault(`has a group of a kind that is not supported (${shown})`, at);
    }
    const capture = ++this.#captureCount;
    return { kind: 'group', capture, body: this.#choice() };
  }

  #escape(): RegexNode {
    const at = this.#at;
    const letter = this.#text[at + 1];
    if (letter === undefined) throw this.#fault('ends in a backslash');
    const place = PLACES[letter];
    if (place !== undefined) {
      this.#at += 2;
      return { kind: 'place', place };
    }
    const reference = /^\\(?:([1-9])(?!\d)|g\{?([1-9])\}?)/.exec(this.#text.slice(at));
    if (reference !== null) {
      this.#at += reference[0].length;
      const capture = Number(reference[1] ?? reference[2]);
      this.#references.push([at, capture]);
      return { kind: 'backreference', capture };
    }
    const set = escapedClass(letter);
    if (set !== null) {
      this.#at += 2;
      return { kind: 'bytes', set };
    }
    return this.#literal(this.#escapedByte());
  }

  /** The one byte that an escape stands for, in a class or outside. */
  #escapedByte(): string {
    const at = this.#at;
    const hex = /^\\x(?:([0-9A-Fa-f]{2})|\{([0-9A-Fa-f]{1,2})\})/.exec(this.#text.slice(at, at + 6));
    if (hex !== null) {
      this.#at += hex[0].length;
      return String.fromCharCode(Number.parseInt((hex[1] ?? hex[2])!, 16));
    }
    const letter = this.#text[at + 1];
    if (letter === undefined) throw this.#fault('ends in a backslash');
    this.#at += 2;
    const control = LITERAL_ESCAPES[letter];
    if (control !== undefined) return control;
    if (/[A-Za-z0-9]/.test(letter)) throw this.#fault(`has an escape that is not supported (\\${letter})`, at);
    return letter;
  }

  #class(): RegexNode {
    const at = this.#at;
    this.#at++;
    const isNegated = this.#eat('^');
    const set = noBytes();
    let isFirst = true;
    // A ] right after the opening is a literal one.
    while (isFirst || this.#text[this.#at] !== ']') {
      if (this.#at >= this.#text.length) throw this.#fault('has a [ without its ]', at);
      isFirst = false;
      this.#classItem(set);
    }
    this.#at++;
    const folded = this.#ignoresCase ? bothCases(set) : set;
    return { kind: 'bytes', set: isNegated ? complement(folded) : folded };
  }

  #classItem(set: ByteSet): void {
    const at = this.#at;
    const posix = /^\[:(\^?)(\w+):\]/.exec(this.#text.slice(at, at + 16));
    if (posix !== null) {
      const named = posixClass(posix[2]!);
      if (named === null) throw this.#fault(`names a class that there is not ([:${posix[2]}:])`);
      addAll(set, posix[1] === '^' ? complement(named) : named);
      this.#at += posix[0].length;
      return;
    }
    const generic = this.#text[at] === '\\' ? escapedClass(this.#text[at + 1] ?? '') : null;
    if (generic !== null) {
      addAll(set, generic);
      this.#at += 2;
      return;
    }
    const from = this.#classByte();
    const isRange =
      this.#text[this.#at] === '-' && this.#text[this.#at + 1] !== ']' && this.#at + 1 < this.#text.length;
    if (!isRange) {
      set[from] = 1;
      return;
    }
    this.#at++;
    const to = this.#classByte();
    if (from > to) throw this.#fault('has a range that runs backwards', at);
    addRange(set, from, to);
  }

  #classByte(): number {
    if (this.#text[this.#at] !== '\\') return this.#text.charCodeAt(this.#at++);
    // In a class, \b is a backspace.
    return this.#eat('\\b') ? 8 : this.#escapedByte().charCodeAt(0);
  }
}

const LOOKS = [
  ['?=', false, false],
  ['?!', false, true],
  ['?<=', true, false],
  ['?<!', true, true],
] as const;

const PLACES: Readonly<Record<string, 'start' | 'end' | 'endOrLastLine' | 'wordEdge' | 'noWordEdge'>> = {
  A: 'start',
  z: 'end',
  Z: 'endOrLastLine',
  b: 'wordEdge',
  B: 'noWordEdge',
};
