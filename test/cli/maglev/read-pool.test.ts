/** Goal: Spillway's own list of backends. Method: its forms in YAML and JSON, and each fault with its message. */
import { describe, expect, it } from 'vitest';
import { readPool } from '../../../cli/maglev/read-pool.ts';
import { UserError } from '../../../cli/user-error.ts';
import { backend } from '../../../sim/maglev/backend.ts';

describe('readPool', () => {
  it('reads words and maps, as a list or under "backends"', () => {
    const expected = [
      backend('10.0.0.1:80', { address: '10.0.0.1', port: 80, weight: 3 }),
      backend('web-b', { weight: 2, address: '10.0.0.2', port: 81, hashKey: '0x2a', locality: 'eu' }),
    ];
    const yaml =
      '- 10.0.0.1:80=3\n- { name: web-b, weight: 2, address: 10.0.0.2, port: 81, hashKey: "0x2a", locality: eu }\n';
    expect(readPool(yaml, 'pool.yaml').backends).toEqual(expected);
    const json = JSON.stringify({
      backends: [
        '10.0.0.1:80=3',
        { name: 'web-b', weight: 2, address: '10.0.0.2', port: 81, hashKey: '0x2a', locality: 'eu' },
      ],
    });
    expect(readPool(json, 'pool.json').backends).toEqual(expected);
  });

  it('a map\u2019s name may spell its address', () => {
    expect(readPool('- { name: "10.0.0.1:80", weight: 4 }', 'f').backends[0]).toMatchObject({
      address: '10.0.0.1',
      port: 80,
      weight: 4,
    });
  });

  it.each([
    ['- [unclosed', 'pool.yaml: '],
    ['', 'pool.yaml: the file is empty'],
    ['# nothing yet\n', 'pool.yaml: the file is empty'],
    ['- *nobody', 'pool.yaml: '],
    ['backends: [a]\nlocalityWeight: { eu: 1 }', 'Unrecognized key'],
    ['backends: [a]\nlocalityWeights: { eu: -1 }', 'localityWeights.eu'],
    ['[]', 'this is not the list of backends it looks like'],
    ['- { name: a, wieght: 2 }', 'Unrecognized key'],
    ['- { name: a, weight: -2 }', /\n {2}0\.weight: Too small/],
    ['- { name: a, port: http }', /\n {2}0\.port: Invalid input: expected number/],
    ['backends: [a, 7]', /\n {2}backends\.1: Invalid input/],
    ['just text', 'this is not the list of backends'],
  ])('%s is refused', (text, message) => {
    expect(() => readPool(text, 'pool.yaml')).toThrow(message);
  });

  it('reads the weights of localities beside the list', () => {
    const text = 'backends: [{ name: a, locality: eu }, { name: b, locality: us }]\nlocalityWeights: { eu: 3, us: 1 }';
    expect([...readPool(text, 'f').localityWeights!]).toEqual([
      ['eu', 3],
      ['us', 1],
    ]);
  });

  it('a name listed twice is the pool\u2019s fault', () => {
    expect(() => readPool('[a, b, a]', 'f')).toThrow(new UserError('f: backend "a" is listed twice'));
  });
});
