/**
 * Goal: each scenario's results go where the help says, and two never into one place.
 * Method: expected paths.
 */
import { describe, expect, test } from 'vitest';
import { resultDirectories } from '../../../cli/experiment/result-place.ts';
import { UserError } from '../../../cli/user-error.ts';

const A = { file: 'scenarios/a.yaml', name: 'alpha' };
const B = { file: 'scenarios/b.yaml', name: 'beta' };

describe('result directories', () => {
  test.each([
    ['by name', [A], undefined, ['results/alpha']],
    ['as given, for one', [A], 'out', ['out']],
    ['below the given one, for several', [A, B], 'out', ['out/alpha', 'out/beta']],
    ['by name, for several', [A, B], undefined, ['results/alpha', 'results/beta']],
  ])('%s', (_name, scenarios, out, expected) => {
    expect(resultDirectories(scenarios, out)).toEqual(expected);
  });

  test('two scenarios of one name are refused, both files named', () => {
    const twin = { file: 'other/a.yaml', name: 'alpha' };
    expect(() => resultDirectories([A, twin], undefined)).toThrow(UserError);
    expect(() => resultDirectories([A, twin], undefined)).toThrow(
      'scenarios/a.yaml and other/a.yaml are both named alpha',
    );
  });
});
