/**
 * Goal: a verdict can point at the line of its expectation.
 * Method: lines counted by hand in a file with both styles of YAML.
 */
import { describe, expect, test } from 'vitest';
import { expectationLines } from '../../../cli/scenario/expectation-lines.ts';

describe('expectation lines', () => {
  test('finds each by its id', () => {
    const text = `name: x
expect:
  - { id: one, that: "dropped == 0" }
  # a comment between
  - id: two
    that: "spilled == 0"
  -
    that: "reset == 0"
    id: three
`;
    expect([...expectationLines(text)]).toEqual([
      ['one', 3],
      ['two', 5],
      ['three', 8],
    ]);
  });

  test.each([['name: x\n'], ['expect: nonsense\n'], ['expect: [1, { that: x }]\n'], ['']])(
    'finds none in %j',
    (text) => {
      expect(expectationLines(text).size).toBe(0);
    },
  );
});
