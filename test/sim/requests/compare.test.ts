/**
 * Goal: a difference is called what it is for the people it meets: seen by the client, silent, or of no consequence.
 * Method: a table of pairs of answers, each made by a small chain; parameters read as a web application reads them.
 */
import { describe, expect, it } from 'vitest';
import type { ChainAnswer } from '../../../sim/requests/chain.ts';
import { differenceOf } from '../../../sim/requests/compare/difference.ts';
import { queryPairs } from '../../../sim/requests/query-pairs.ts';

function answer(
  status: number,
  answeredBy: string,
  backendSaw: string | null,
  location: string | null = null,
): ChainAnswer {
  return { status, answeredBy, backendSaw, location, reason: '', stations: [] };
}

describe('what differs', () => {
  it.each<readonly [name: string, reference: ChainAnswer, other: ChainAnswer, kind: string]>([
    ['the same', answer(200, 'backend', '/a?x=1'), answer(200, 'backend', '/a?x=1'), 'none'],
    ['another status', answer(200, 'backend', '/a'), answer(404, 'backend', '//a'), 'status'],
    ['another path', answer(200, 'backend', '/a'), answer(200, 'backend', '/b'), 'meaning'],
    ['a parameter more', answer(200, 'backend', '/a?x=1'), answer(200, 'backend', '/a?x=1&y=2'), 'meaning'],
    [
      'two parameters become one',
      answer(200, 'backend', '/a?x=1&b=2'),
      answer(200, 'backend', '/a?x=1%26b=2'),
      'meaning',
    ],
    [
      'parameters in another order',
      answer(200, 'backend', '/a?x=1&y=2'),
      answer(200, 'backend', '/a?y=2&x=1'),
      'meaning',
    ],
    ['a parameter spelt otherwise', answer(200, 'backend', '/a?x=%31+y'), answer(200, 'backend', '/a?x=1%20y'), 'none'],
    ['an empty query', answer(200, 'backend', '/a?'), answer(200, 'backend', '/a'), 'none'],
    [
      'a path spelt otherwise, to a backend that is strict',
      answer(200, 'backend', '/%61'),
      answer(200, 'backend', '/a'),
      'meaning',
    ],
    ['answered before the backend', answer(200, 'backend', '/a'), answer(200, 'nginx', null), 'meaning'],
    ['redirected elsewhere', answer(301, 'nginx', null, '/a/'), answer(301, 'nginx', null, '/b/'), 'meaning'],
    ['refused by another', answer(404, 'apache', null), answer(404, 'nginx', null), 'refusal'],
    [
      'refused by the backend in another form',
      answer(404, 'backend', '/a%2Fb'),
      answer(404, 'backend', '/a/b'),
      'refusal',
    ],
    ['refused alike', answer(404, 'backend', '/x'), answer(404, 'backend', '/x'), 'none'],
  ])('%s', (_, reference, other, kind) => {
    expect(differenceOf(reference, other).kind).toBe(kind);
    expect(differenceOf(reference, other).what === '').toBe(kind === 'none');
  });
});

describe('parameters', () => {
  it.each<readonly [query: string | null, pairs: readonly (readonly [string, string])[]]>([
    [null, []],
    ['', []],
    ['a', [['a', '']]],
    [
      'a=1&&b=2',
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ],
    ['a=b=c', [['a', 'b=c']]],
    ['a+b=%2B%3d', [['a b', '+=']]],
    ['a=%zz%4', [['a', '%zz%4']]],
    ['=x', [['', 'x']]],
  ])('%s', (query, pairs) => {
    expect(queryPairs(query)).toEqual(pairs);
    // The standard's own reading, where Node has it.
    const standard = [...new URLSearchParams(query ?? '')];
    expect(queryPairs(query)).toEqual(standard);
  });
});
