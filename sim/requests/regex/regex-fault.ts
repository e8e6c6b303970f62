/** A pattern that cannot be used: where in its text, and what is wrong with it. */
export class RegexFault extends Error {
  override readonly name = 'RegexFault';
  /** Characters from the start of the pattern. */
  readonly offset: number;

  /** @param what continues "the pattern": "has a ( without its )" */
  constructor(offset: number, what: string) {
    super(`the pattern ${what}`);
    this.offset = offset;
  }
}
