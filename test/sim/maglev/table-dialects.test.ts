/**
 * Goal: a backend becomes the key that its system hashes, and what a system would refuse is refused. Method: the
 * adapter's table against the system's own function, and one fault each.
 */
import { describe, expect, it } from 'vitest';
import { type Backend, backend, MaglevInputError } from '../../../sim/maglev/backend.ts';
import { buildEnvoyTable } from '../../../sim/maglev/dialects/envoy.ts';
import { buildKatranRing } from '../../../sim/maglev/dialects/katran.ts';
import { Word64 } from '../../../sim/maglev/hash/word64.ts';
import type { MethodOptions } from '../../../sim/maglev/method.ts';
import { buildMethod, DEFAULT_METHOD_OPTIONS, hashMethod } from '../../../sim/maglev/methods.ts';

const tableOf = (id: string, backends: readonly Backend[], options: Partial<MethodOptions> = {}): Int32Array =>
  buildMethod(hashMethod(id), backends, { ...DEFAULT_METHOD_OPTIONS, ...options }).table!;

describe('envoy', () => {
  const hosts = [
    backend('a', { address: '127.0.0.1', port: 90, hostname: 'host-a', locality: 'A' }),
    backend('b', { address: '127.0.0.1', port: 91, hostname: 'host-b', weight: 2, locality: 'B' }),
    backend('c', { address: '::1', port: 92, hostname: 'host-c', hashKey: 'key-c', locality: 'B' }),
  ];
  const byKeys = (keys: readonly string[], weights: readonly number[]): Int32Array =>
    buildEnvoyTable(
      keys.map((hashKey, at) => ({ hashKey, weight: weights[at]! })),
      251,
    );

  it('hashes the metadata\u2019s key, else the address', () => {
    expect(tableOf('envoy', hosts, { tableSize: 251 })).toEqual(
      byKeys(['127.0.0.1:90', '127.0.0.1:91', 'key-c'], [0.25, 0.5, 0.25]),
    );
  });

  it('hashes host names where asked to, but the metadata\u2019s key first', () => {
    expect(tableOf('envoy', hosts, { tableSize: 251, useHostname: true })).toEqual(
      byKeys(['host-a', 'host-b', 'key-c'], [0.25, 0.5, 0.25]),
    );
  });

  it('weighs localities where asked to', () => {
    const localityWeights = new Map([
      ['A', 1],
      ['B', 1],
    ]);
    expect(tableOf('envoy', hosts, { tableSize: 251, localityWeights })).toEqual(
      byKeys(['127.0.0.1:90', '127.0.0.1:91', 'key-c'], [0.5, (2 * 0.5) / 3, (1 * 0.5) / 3]),
    );
  });

  it('leaves out hosts of a locality without weight, and refuses one that is not listed', () => {
    const onlyB = tableOf('envoy', hosts, {
      tableSize: 251,
      localityWeights: new Map([
        ['A', 0],
        ['B', 7],
      ]),
    });
    expect(new Set(onlyB)).toEqual(new Set([1, 2]));
    expect(() => tableOf('envoy', hosts, { localityWeights: new Map([['A', 1]]) })).toThrow(
      'no weight is given for its locality B',
    );
  });
});

describe('katran', () => {
  it('takes endpoint hashes in decimal and hexadecimal', () => {
    const ring = tableOf(
      'katran-v2',
      [backend('a', { hashKey: '1000', weight: 2 }), backend('b', { hashKey: '0x7d0' })],
      { tableSize: 7 },
    );
    const expected = buildKatranRing(
      [
        { hash: new Word64(0, 1000), weight: 2 },
        { hash: new Word64(0, 2000), weight: 1 },
      ],
      7,
      'V2',
    );
    expect(ring).toEqual(expected);
  });

  it.each(['-1', 'x', '18446744073709551616', '0x10000000000000000', ''])('refuses the endpoint hash %j', (hashKey) => {
    expect(() => tableOf('katran-v1', [backend('a', { hashKey })])).toThrow('an unsigned 64-bit number');
  });
});

describe('what systems refuse', () => {
  const pool = [backend('a', { address: '10.0.0.1' }), backend('b', { address: '10.0.0.2' })];
  it.each<[string, Partial<MethodOptions>, string]>([
    ['paper', { tableSize: 100 }, 'a prime number'],
    ['envoy', { tableSize: 100 }, 'The table size of maglev must be prime number'],
    ['cilium', { tableSize: 101 }, '101 is none of them'],
    ['cilium', { ciliumSeed: 'x' }, 'the base64 of 12 bytes'],
    ['katran-v1', { tableSize: 100 }, 'a prime ring size'],
    ['ipvs-mh', { tableSize: 101 }, '101 is none of them'],
    ['go-maglev', { tableSize: 100 }, 'a prime table size'],
    ['glb', { tableSize: 100 }, 'a power of two up to 65536'],
    ['glb', { glbSeed: 'abc' }, '32 hexadecimal digits'],
  ])('%s with %j', (id, options, message) => {
    expect(() => tableOf(id, pool, options)).toThrow(MaglevInputError);
    expect(() => tableOf(id, pool, options)).toThrow(message);
  });

  it.each(['ipvs-mh', 'glb'])('%s without an address', (id) => {
    expect(() => tableOf(id, [backend('web')])).toThrow('"web" has none');
    expect(() => tableOf(id, [backend('web', { address: 'localhost' })])).toThrow('"web" has localhost');
  });
});

it('a backend of weight 0 keeps its place in the numbering and gets nothing', () => {
  const table = tableOf('paper', [backend('out', { weight: 0 }), backend('a'), backend('b')], { tableSize: 251 });
  const without = tableOf('paper', [backend('a'), backend('b')], { tableSize: 251 });
  expect(table).toEqual(without.map((at) => at + 1));
});
