/**
 * Goal: figures of an explanation read as people write them, with the unit that their name ends in. Method: a table.
 */
import { describe, expect, it } from 'vitest';
import { factText } from '../../../../sim/metrics/trail/fact-text.ts';
import { REASONS, type ReasonName, reasonText } from '../../../../sim/metrics/trail/reasons.ts';

describe('factText', () => {
  it.each([
    ['rttMs', 0.1, '0.1 ms'],
    ['rttMs', 21.933, '21.9 ms'],
    ['rttMs', 1234.5, '1,235 ms'],
    ['distanceKm', 318.4, '318 km'],
    ['share', 0.5, '50%'],
    ['nearestZoneShare', 0.0001, '<0.1%'],
    ['share', 0.9999, '>99.9%'],
    ['share', 1, '100%'],
    ['share', 0, '0%'],
    ['share', 0.0042, '0.4%'],
    ['slot', 65537, '65,537'],
    ['seenLoad', 1234.56, '1,234.6'],
    ['policy', 'ROUND_ROBIN', 'ROUND_ROBIN'],
    ['leastOpen', null, '-'],
  ])('%s %s', (name, fact, text) => expect(factText(name, fact)).toBe(text));
});

describe('the vocabulary', () => {
  it('says something of its own for every reason, without a full stop', () => {
    const texts = Object.values(REASONS);
    expect(new Set(texts).size).toBe(texts.length);
    for (const text of texts) expect(text).not.toMatch(/[.]$|^$/);
  });

  it('puts facts in their places', () => {
    expect(reasonText('noRoom' satisfies ReasonName, { seenLoad: 3000, capacity: 3000 })).toBe(
      'no room: 3,000 of 3,000 as the GFE sees it',
    );
  });
});
