/**
 * Goal: every key of `requests` and `chains` reaches the resolved scenario.
 * Method: the file that sets each key to a value that is not its default, its forms and hops compared whole.
 */
import { expect, it } from 'vitest';
import { goodText, loadSound } from './fixtures.ts';

const scenario = loadSound(goodText('every-key.yaml'));

it('reaches request forms and chains', () => {
  const { mix, chains } = scenario.requests!;
  expect(mix.forms).toEqual([
    {
      id: 'plain',
      method: 'POST',
      target: '/api/v1/users?limit=1',
      share: 0.625,
      expect: { status: 200, saw: '/api/v1/users' },
    },
    { id: 'doubled', method: 'GET', target: '//api/v1/users', share: 0.1875, expect: { status: 404, saw: null } },
    { id: 'bare', method: 'GET', target: '/x', share: 0.1875, expect: { status: null, saw: null } },
  ]);
  expect(chains.map(({ id, hops }) => [id, hops.map(({ name }) => name)])).toEqual([
    ['all', ['front', 'nginx', 'backend']],
    ['plain', ['apache', 'nginx', 'nginx-2', 'backend']],
    ['short', ['nginx', 'backend']],
  ]);
  expect(chains[0]!.hops).toEqual([
    {
      kind: 'apache',
      name: 'front',
      mergeSlashes: false,
      allowEncodedSlashes: 'NoDecode',
      guardsQuestionMarks: false,
      rewrites: [
        {
          match: '!^/internal',
          replace: 'http://next%{REQUEST_URI}',
          flags: ['P', 'NC', 'QSA'],
          when: [
            { test: '%{QUERY_STRING}', match: '^a=', flags: ['NC', 'OR'] },
            { test: '%{THE_REQUEST}', match: '!%2e', flags: [] },
          ],
        },
      ],
      proxyPass: [
        { path: '/internal', to: '!', nocanon: false },
        { path: '/', to: 'http://next/', nocanon: true },
      ],
    },
    {
      kind: 'nginx',
      name: 'nginx',
      mergeSlashes: false,
      rewrites: [
        { kind: 'set', variable: '$q', value: '' },
        {
          kind: 'if',
          variable: '$request_uri',
          operator: '~*',
          value: '^(?<head>[^?]*)%3f',
          inner: [{ kind: 'set', variable: '$q', value: '$head' }, { kind: 'break' }],
        },
        { kind: 'rewrite', match: '^/old/(.*)$', replace: '/new/$1?$q', flag: 'permanent' },
      ],
      locations: [
        {
          modifier: '=',
          match: '/api/v1/users',
          rewrites: [{ kind: 'rewrite', match: '^/a', replace: '/b', flag: null }],
          action: { kind: 'proxyPass', uri: '/users' },
        },
        {
          modifier: '~*',
          match: '^/(?<part>[a-z]+)/',
          rewrites: [],
          action: { kind: 'proxyPass', uri: null },
        },
        { modifier: '^~', match: '/files/', rewrites: [], action: { kind: 'files' } },
        {
          modifier: '',
          match: '/',
          rewrites: [],
          action: { kind: 'return', status: 301, text: '/other$request_uri' },
        },
      ],
    },
    { kind: 'backend', name: 'backend', serves: ['/users', '/static/*'] },
  ]);
});
