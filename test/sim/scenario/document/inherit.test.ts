/**
 * Goal: a file's base is found from the file's own place, alike on every platform.
 * Method: a table of places and links.
 */
import { describe, expect, it } from 'vitest';
import { baseFileOf, resolvePath } from '../../../../sim/scenario/document/inherit.ts';

describe('resolvePath', () => {
  it.each([
    ['a.yaml', 'b.yaml', 'b.yaml'],
    ['./a.yaml', 'b.yaml', './b.yaml'],
    ['dir/a.yaml', './b.yaml', 'dir/b.yaml'],
    ['dir/a.yaml', '../b.yaml', 'b.yaml'],
    ['dir/a.yaml', '../../b.yaml', '../b.yaml'],
    ['../a.yaml', '../b.yaml', '../../b.yaml'],
    ['/x/y/a.yaml', '../z/b.yaml', '/x/z/b.yaml'],
    ['dir/a.yaml', '/b.yaml', '/b.yaml'],
  ])('%s extends %s: %s', (from, link, file) => expect(resolvePath(from, link)).toBe(file));
});

describe('baseFileOf', () => {
  it.each([
    ['extends: b.yaml\n', 'dir/b.yaml'],
    ['version: 1\n', null],
    ['extends: [b.yaml]\n', null],
    ['extends: b.yaml\n: : :\n\t', null],
  ])('%j: %s', (text, file) => expect(baseFileOf({ file: 'dir/a.yaml', text })).toBe(file));
});
