/**
 * Goal: a pattern means what a shell would make of it. Method: a small tree of files on disk.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expandGlobs } from '../../../cli/scenario/expand-globs.ts';

describe('patterns', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'spillway-globs-'));
    for (const directory of ['a', 'b/deep']) mkdirSync(join(folder, directory), { recursive: true });
    for (const file of [
      'a/2.yaml',
      'a/10.yaml',
      'a/.hidden.yaml',
      'a/x.json',
      'b/deep/3.yaml',
      '1.yaml',
      'odd[*].yaml',
    ]) {
      writeFileSync(join(folder, file), '');
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    [['1.yaml'], ['1.yaml']],
    [['missing.yaml'], ['missing.yaml']],
    [['a/*.yaml'], ['a/10.yaml', 'a/2.yaml']],
    [['?/*.yaml'], ['a/10.yaml', 'a/2.yaml']],
    [['*/deep/*'], ['b/deep/3.yaml']],
    [['**/*.yaml'], ['1.yaml', 'odd[*].yaml', 'a/10.yaml', 'a/2.yaml', 'b/deep/3.yaml']],
    [['b/**/*.yaml'], ['b/deep/3.yaml']],
    [['**/deep/**/*.yaml'], ['b/deep/3.yaml']],
    [
      ['a/2.yaml', 'a/*.yaml'],
      ['a/2.yaml', 'a/10.yaml'],
    ],
    [
      ['a/2.yaml', 'a/2.yaml'],
      ['a/2.yaml', 'a/2.yaml'],
    ],
    [['odd[*].yaml'], ['odd[*].yaml']],
  ])('%j is %j', (files, expected) => {
    expect(expandGlobs(files, folder)).toEqual(expected);
  });

  test('an absolute one', () => {
    expect(expandGlobs([`${folder}/a/?.yaml`], '/')).toEqual([`${folder}/a/2.yaml`]);
  });

  test('one that matches nothing is the user’s fault', () => {
    expect(() => expandGlobs(['a/*.yml'], folder)).toThrow('no file matches a/*.yml');
    expect(() => expandGlobs(['1.yaml/*'], folder)).toThrow('no file matches 1.yaml/*');
  });
});
