/**
 * Goal: docs/EXPLAIN.md lists the vocabulary as it is, every reason and its words. Method: the
 * table of the page against the list.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { REASONS } from '../../../../sim/metrics/trail/reasons.ts';

const PAGE = readFileSync(new URL('../../../../docs/EXPLAIN.md', import.meta.url), 'utf8');

describe('docs/EXPLAIN.md', () => {
  it('has a row for every reason, in the order of the vocabulary', () => {
    const rows = [...PAGE.matchAll(/^\| `(\w+)` \| (.*) \|$/gm)].map(([, reason, words]) => [reason, words]);
    const wanted = Object.entries(REASONS).map(([reason, words]) => [reason, words.replace(/\{(\w+)\}/g, '*$1*')]);
    expect(rows).toEqual(wanted);
  });
});
