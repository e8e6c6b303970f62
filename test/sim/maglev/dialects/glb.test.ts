/**
 * Goal: GLB's rendezvous rows, primaries and secondaries, and flows. Method: the expectations of glb-director's
 * test_rendezvous_table.py and of its flow tests, by the ids of the reference.
 */
import { describe, expect, it } from 'vitest';
import { MaglevInputError } from '../../../../sim/maglev/backend.ts';
import {
  buildGlbTable,
  GLB_ROWS,
  glbFlowRow,
  glbRank,
  glbRoute,
  glbRowSeed,
} from '../../../../sim/maglev/dialects/glb.ts';
import { sipKey } from '../../../../sim/maglev/hash/siphash.ts';
import { ipBytes } from '../../../../sim/maglev/ip-address.ts';

const hexBytes = (digits: string): Uint8Array => Uint8Array.from(Buffer.from(digits, 'hex'));
const hosts = ['1.1.1.1', '1.1.1.2', '1.1.1.3', '1.1.1.4'];
const addresses = hosts.map((host) => ipBytes(host)!);

describe('glb rows', () => {
  const seed = sipKey(hexBytes('49a3d861d661ae5ab06ed9326871a2f5'));
  const table = buildGlbTable(seed, addresses, GLB_ROWS);

  it.each([
    [
      0x0000,
      '491c53a72df4c837',
      ['e47127dd8fe077de', '8b1ddec5575c8634', '705425e3e522989b', '6f022ce1ea607e16'],
      [4, 3, 2, 1],
    ],
    [
      0xffff,
      'f223c0cc65161620',
      ['0233ef12d7a983d9', '6414aa65f0a10601', 'af48ea8c83867829', 'a1f610df9fbb2025'],
      [1, 2, 4, 3],
    ],
    [
      0xbb44,
      'e290f8f430eb33d3',
      ['3595c936c995ae63', 'db40d5031678c90a', 'eb798632d691530c', '0676eaf9cb7d2f85'],
      [4, 1, 2, 3],
    ],
  ])('row %i', (row, rowSeed, hashes, order) => {
    const bytes = glbRowSeed(seed, row);
    expect(Buffer.from(bytes).toString('hex')).toBe(rowSeed);
    const ranks = addresses.map((address) => glbRank(seed, bytes, address));
    expect(ranks.map((rank) => rank.toString(16).padStart(16, '0'))).toEqual(hashes);
    expect([table.primary[row]! + 1, table.secondary[row]! + 1]).toEqual(order.slice(0, 2));
  });

  it('primary and secondary are the two lowest ranks of every row', () => {
    for (let row = 1; row < GLB_ROWS; row += 997) {
      const bytes = glbRowSeed(seed, row);
      const ranked = addresses
        .map((address, at) => ({ at, rank: glbRank(seed, bytes, address) }))
        .sort((a, b) => (a.rank < b.rank ? -1 : 1));
      expect([table.primary[row], table.secondary[row]]).toEqual([ranked[0]!.at, ranked[1]!.at]);
    }
  });

  it('an impaired primary swaps places with its secondary, and nobody else does', () => {
    const [first, second] = [table.primary[0]!, table.secondary[0]!];
    expect(glbRoute(table, 0, null)).toEqual([first, second]);
    expect(glbRoute(table, 0, first)).toEqual([second, first]);
    expect(glbRoute(table, 0, second)).toEqual([first, second]);
  });

  it('a lone proxy has no secondary, impaired or not; no proxy, no owner', () => {
    const alone = buildGlbTable(seed, addresses.slice(0, 1), 16);
    expect(glbRoute(alone, 3, 0)).toEqual([0, -1]);
    expect(glbRoute(buildGlbTable(seed, [], 16), 3, null)).toEqual([-1, -1]);
  });

  it('takes at most 256 proxies', () => {
    const many = Array.from({ length: 257 }, (_, at) => Uint8Array.of(10, 0, at >> 8, at & 255));
    expect(() => buildGlbTable(seed, many, 16)).toThrow(MaglevInputError);
  });
});

describe('glb flows', () => {
  const hashKey = sipKey(hexBytes('12345678901234561234567890123456'));
  const seed = sipKey(hexBytes('34567890123456783456789012345678'));
  const backends = ['1.2.3.4', '2.3.4.5', '3.4.5.6'];
  const table = buildGlbTable(
    seed,
    backends.map((address) => ipBytes(address)!),
    GLB_ROWS,
  );
  const source = ipBytes('10.11.12.13')!;
  const route = (fields: Uint8Array): { row: number; route: string[] } => {
    const row = glbFlowRow(hashKey, fields, GLB_ROWS);
    return { row, route: glbRoute(table, row, null).map((at) => backends[at]!) };
  };

  it('src_only', () => {
    expect(route(source)).toEqual({ row: 23_741, route: ['3.4.5.6', '2.3.4.5'] });
  });

  it.each([
    [45_678, 10_730, ['1.2.3.4', '2.3.4.5']],
    [45_679, 39_649, ['1.2.3.4', '3.4.5.6']],
    [45_680, 12_996, ['2.3.4.5', '3.4.5.6']],
  ])('src_plus_port_BE16: %i', (port, row, path) => {
    expect(route(Uint8Array.of(...source, port >> 8, port & 255))).toEqual({ row, route: path });
  });
});
