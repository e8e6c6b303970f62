/** Reads a line of text from left to right, skipping blanks, and says where in it something is wrong. */

/** A fault at an offset of the text; whoever parses the text catches it. */
export class ExpressionFault extends Error {
  /** Characters from the start of the text. */
  readonly offset: number;
  readonly suggestion: string | null;

  constructor(offset: number, message: string, suggestion: string | null = null) {
    super(message);
    this.offset = offset;
    this.suggestion = suggestion;
  }
}

/** A word of the language: `p99.9` and `time_to` are single words. */
export const WORD = /[A-Za-z][A-Za-z0-9_.]*/y;

/** State: how far the text is read. */
export class Scanner {
  readonly text: string;
  #offset = 0;

  constructor(text: string) {
    this.text = text;
    this.#skipBlanks();
  }

  /** Of the next character that is not blank. */
  get offset(): number {
    return this.#offset;
  }

  get isAtEnd(): boolean {
    return this.#offset === this.text.length;
  }

  /** The text that matches here, which must be a sticky pattern, and is passed over; `null` when it does not match. */
  take(pattern: RegExp): string | null {
    pattern.lastIndex = this.#offset;
    const found = pattern.exec(this.text)?.[0] ?? null;
    if (found === null) return null;
    this.#offset += found.length;
    this.#skipBlanks();
    return found;
  }

  takeMark(mark: string): boolean {
    if (!this.text.startsWith(mark, this.#offset)) return false;
    this.#offset += mark.length;
    this.#skipBlanks();
    return true;
  }

  expectMark(mark: string): void {
    if (!this.takeMark(mark)) throw this.fault(`expected "${mark}"`);
  }

  /** A fault at the next character. */
  fault(message: string): ExpressionFault {
    const next = this.isAtEnd ? 'the end' : `"${/^(\w[\w.]*|.)/.exec(this.text.slice(this.#offset))![0]}"`;
    return new ExpressionFault(this.#offset, `${message}; got ${next}`);
  }

  #skipBlanks(): void {
    while (this.text[this.#offset] === ' ') this.#offset++;
  }
}
