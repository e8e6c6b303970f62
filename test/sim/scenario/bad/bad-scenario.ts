/** A faulty scenario and exactly what is said of it. */
export interface BadScenario {
  readonly name: string;
  readonly edits?: readonly (readonly [find: string, replace: string])[];
  readonly text?: string;
  readonly expected: readonly string[];
}
