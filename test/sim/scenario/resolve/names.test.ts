/**
 * Goal: names and patterns find what they should and nothing else, and a slip is put right.
 * Method: tables; the property that a pattern made of a name by `*` and `?` always finds that name.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchName } from '../../../../sim/scenario/resolve/names.ts';
import { nearest } from '../../../../sim/scenario/suggest.ts';

const IDS = ['us-east1', 'us-east4', 'us-west1', 'europe-west1', 'a.b', 'axb'];

describe('matchName', () => {
  it.each([
    ['us-east1', ['us-east1']],
    ['us-east', []],
    ['us-*', ['us-east1', 'us-east4', 'us-west1']],
    ['us-east?', ['us-east1', 'us-east4']],
    ['*-west1', ['us-west1', 'europe-west1']],
    ['*', IDS],
    ['a.b', ['a.b']],
    ['a.*', ['a.b']],
    ['a?b', ['a.b', 'axb']],
    ['US-*', []],
    ['*[*', []],
  ])('%s', (name, ids) => expect(matchName(name, IDS)).toEqual(ids));

  it('finds the name that a pattern was made of', () => {
    const id = fc.stringMatching(/^[a-z][a-z0-9.+-]{0,12}$/);
    fc.assert(
      fc.property(id, fc.nat(12), fc.constantFrom('*', '?', '**'), (name, at, wild) => {
        const place = at % name.length;
        const pattern = name.slice(0, place) + wild + name.slice(place + 1);
        expect(matchName(pattern, [name])).toEqual([name]);
      }),
    );
  });
});

describe('nearest', () => {
  it.each([
    ['seol', ['busan', 'seoul'], 'seoul'],
    ['bussan', ['busan', 'seoul'], 'busan'],
    ['reigon', ['region', 'zone'], 'region'],
    ['gpc', ['gcp'], 'gcp'],
    ['TCP', ['tcp'], 'tcp'],
    ['UDP', ['TCP', 'SSL'], null],
    ['anycast', ['anycastProxy'], 'anycastProxy'],
    ['an', ['anycastProxy'], null],
    ['x', [], null],
    ['web-3', ['web-1', 'web-2'], 'web-1'],
  ])('%s among %j: %s', (word, candidates, expected) => expect(nearest(word, candidates)).toBe(expected));
});
