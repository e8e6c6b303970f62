/**
 * Goal: IP literals become their bytes on the wire, and nothing else passes. Method: against Node's net.isIP on valid
 * and broken literals, and round trips of random addresses.
 */
import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ipBytes } from '../../../sim/maglev/ip-address.ts';

describe('ipBytes', () => {
  it.each([
    ['10.0.0.1', [10, 0, 0, 1]],
    ['255.255.255.255', [255, 255, 255, 255]],
    ['::', new Array(16).fill(0)],
    ['::1', [...new Array(15).fill(0), 1]],
    ['2001:db8::ff00:42:8329', [0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0xff, 0, 0, 0x42, 0x83, 0x29]],
    ['::ffff:192.0.2.1', [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 192, 0, 2, 1]],
    ['1:2:3:4:5:6:7:8', [0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 8]],
  ])('%s', (literal, bytes) => {
    expect([...ipBytes(literal)!]).toEqual(bytes);
  });

  it('accepts exactly what Node accepts', () => {
    const part = fc.constantFrom(
      '0',
      '1',
      '10',
      '256',
      '01',
      'ff',
      'FFFF',
      '12345',
      '',
      '::',
      ':',
      '.',
      'g',
      '1.2.3.4',
      '::1',
    );
    const literal = fc
      .array(fc.oneof(part, fc.constantFrom(':', '.', '::')), { maxLength: 18 })
      .map((parts) => parts.join(''));
    const fullIpv6 = fc
      .array(fc.integer({ min: 0, max: 0xffff }), { minLength: 6, maxLength: 9 })
      .map((words) => words.map((word) => word.toString(16)).join(':'));
    fc.assert(
      fc.property(fc.oneof(literal, fullIpv6, fc.ipV4(), fc.ipV6()), (candidate) => {
        expect(ipBytes(candidate) !== null, candidate).toBe(isIP(candidate) !== 0);
      }),
      { numRuns: 2000 },
    );
  });
});
