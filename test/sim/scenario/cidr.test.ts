/** Goal: ranges hold exactly the addresses they should. Method: tables, with the ends of ranges. */
import { describe, expect, it } from 'vitest';
import { addressAt, addressText, holdsAddress } from '../../../sim/kernel/address-range.ts';
import { ipBytes } from '../../../sim/maglev/ip-address.ts';
import { parseCidr } from '../../../sim/scenario/cidr.ts';

function rangeOf(text: string) {
  const { range } = parseCidr(text);
  if (range === null) throw new Error(`${text} is no range`);
  return range;
}

describe('a range of addresses', () => {
  it.each([
    ['130.211.0.0/22', ['130.211.0.0', '130.211.3.255'], ['130.210.255.255', '130.211.4.0', '::1']],
    ['35.191.0.0/16', ['35.191.0.0', '35.191.255.255'], ['35.190.255.255', '35.192.0.0']],
    ['0.0.0.0/0', ['0.0.0.0', '255.255.255.255'], ['::']],
    ['10.1.2.3/32', ['10.1.2.3'], ['10.1.2.2', '10.1.2.4']],
    ['10.1.2.128/25', ['10.1.2.128', '10.1.2.255'], ['10.1.2.127', '10.1.3.0']],
    [
      '2600:2d00:1:1::/64',
      ['2600:2d00:1:1::', '2600:2d00:1:1:ffff:ffff:ffff:ffff'],
      ['2600:2d00:1:2::', '2600:2d00:1::', '38.0.45.0'],
    ],
  ])('%s', (text, inside, outside) => {
    const range = rangeOf(text);
    for (const address of inside)
      expect([address, holdsAddress(range, [...ipBytes(address)!])]).toEqual([address, true]);
    for (const address of outside)
      expect([address, holdsAddress(range, [...ipBytes(address)!])]).toEqual([address, false]);
  });

  it.each([
    '10.0.0.1/24',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/08',
    '10.0.0.0',
    '10.0.0.0/8/8',
    '',
    '2600::1/64',
    '::/129',
  ])('is not written %j', (text) => {
    expect(parseCidr(text).range).toBeNull();
  });

  it('has an address at each offset, inside whatever the offset', () => {
    const small = rangeOf('130.211.0.0/22');
    expect([0, 1, 1_023, 1_024].map((offset) => addressText(addressAt(small, offset)))).toEqual([
      '130.211.0.0',
      '130.211.0.1',
      '130.211.3.255',
      '130.211.0.0',
    ]);
    expect(addressText(addressAt(rangeOf('2600:2d00:1:1::/64'), 0xdeadbeef))).toBe('2600:2d00:1:1:0:0:dead:beef');
  });
});
