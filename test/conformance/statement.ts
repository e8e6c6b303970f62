/** A statement that the model is held to, by number. */
export interface Statement {
  /** `G23`. */
  readonly id: string;
  readonly text: string;
}

/** @param letter of the numbers: `G` gives G1, G2 … */
export function numbered(letter: string, texts: readonly string[]): Statement[] {
  return texts.map((text, index) => ({ id: `${letter}${index + 1}`, text }));
}
