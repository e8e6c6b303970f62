/**
 * Goal: what `import` writes, `--backends` reads: the same pool again. Method: random pools with every field, and the
 * words and maps that people will read.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { POOL_FORMATS } from '../../../../cli/formats/format-names.ts';
import { poolText } from '../../../../cli/maglev/import/pool-text.ts';
import { readPool } from '../../../../cli/maglev/read-pool.ts';
import { type Backend, backend } from '../../../../sim/maglev/backend.ts';

const word = fc.stringMatching(/^[a-z0-9./:=[\]# -]{1,12}$/);
const optional = <Value>(values: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> => fc.option(values, { nil: null });
const address = fc.oneof(fc.ipV4(), fc.ipV6());
const anyBackend: fc.Arbitrary<Backend> = fc.record({
  name: fc.oneof(
    word,
    address,
    fc.ipV4().map((ip) => `${ip}:80`),
  ),
  weight: fc.oneof(fc.constant(1), fc.integer({ min: 0, max: 0x7fffffff })),
  address: optional(address),
  port: fc.integer({ min: 0, max: 65_535 }),
  protocol: fc.constantFrom('TCP', 'UDP', 'SCTP'),
  hostname: optional(word),
  hashKey: optional(word),
  locality: optional(word),
});
const pools = fc.uniqueArray(anyBackend, { selector: ({ name }) => name, minLength: 1, maxLength: 6 });
const weights = optional(fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), fc.integer({ min: 0, max: 9 })));

describe.each(POOL_FORMATS)('%s', (format) => {
  it('any pool comes back', () => {
    fc.assert(
      fc.property(pools, weights, (backends, localities) => {
        const localityWeights = localities === null ? null : new Map(Object.entries(localities));
        const read = readPool(poolText({ backends, localityWeights, notices: [] }, format), 'pool');
        expect(read).toEqual({ backends, localityWeights, notices: [] });
      }),
    );
  });
});

it('a backend is a word where that says all, else a map of what is not usual', () => {
  const backends = [
    backend('10.0.0.1:80', { address: '10.0.0.1', port: 80 }),
    backend('10.0.0.2:80', { address: '10.0.0.2', port: 80, weight: 3 }),
    backend('10.0.0.3:80', { address: '10.0.0.3', port: 80, weight: 3, locality: 'eu/a', hostname: 'web-3' }),
    backend('db', { port: 5432 }),
  ];
  expect(poolText({ backends, localityWeights: new Map([['eu/a', 2]]), notices: [] }, 'yaml')).toBe(
    [
      'backends:',
      '  - 10.0.0.1:80',
      '  - 10.0.0.2:80=3',
      '  - name: 10.0.0.3:80',
      '    weight: 3',
      '    hostname: web-3',
      '    locality: eu/a',
      '  - name: db',
      '    port: 5432',
      'localityWeights:',
      '  eu/a: 2',
      '',
    ].join('\n'),
  );
});
