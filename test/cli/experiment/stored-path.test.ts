/**
 * Goal: a result names its scenario the same way however the path was typed, and gives
 * away nothing of the folders above.
 * Method: expected paths.
 */
import { describe, expect, test } from 'vitest';
import { storedPath } from '../../../cli/experiment/stored-path.ts';

describe('stored path', () => {
  test.each([
    ['a.yaml', 'a.yaml'],
    ['./a.yaml', 'a.yaml'],
    ['scenarios//a.yaml', 'scenarios/a.yaml'],
    ['/srv/me/project/scenarios/a.yaml', 'scenarios/a.yaml'],
    ['../project/scenarios/a.yaml', 'scenarios/a.yaml'],
    ['..a/b.yaml', '..a/b.yaml'],
    ['../other/a.yaml', 'a.yaml'],
    ['/srv/shared/a.yaml', 'a.yaml'],
  ])('%s -> %s', (typed, stored) => {
    expect(storedPath(typed, '/srv/me/project')).toBe(stored);
  });
});
