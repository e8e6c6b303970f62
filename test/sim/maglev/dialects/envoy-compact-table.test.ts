/**
 * Goal: the compact form answers as the plain one, and is chosen when Envoy chooses it. Method: every slot for host
 * counts around the powers of two, and the published estimate for 100 hosts.
 */
import { describe, expect, it } from 'vitest';
import { buildEnvoyTable, pickEnvoyHost } from '../../../../sim/maglev/dialects/envoy.ts';
import { EnvoyCompactTable, envoyTableBytes } from '../../../../sim/maglev/dialects/envoy-compact-table.ts';

describe('EnvoyCompactTable', () => {
  it.each([2, 3, 4, 7, 8, 127, 128, 250])('gives the plain table\u2019s answers for %i hosts', (hostCount) => {
    const hosts = Array.from({ length: hostCount }, (_, host) => ({
      hashKey: `10.0.0.${host}:80`,
      weight: 1 / hostCount,
    }));
    const table = buildEnvoyTable(hosts, 1021);
    const compact = new EnvoyCompactTable(table, hostCount);
    expect(Array.from(table, (_, slot) => compact.get(slot))).toEqual([...table]);
    for (let hash = 0; hash < 3000; hash++) {
      expect(compact.pick(hash * 77_777, hash, hash % 3)).toBe(pickEnvoyHost(table, hash * 77_777, hash, hash % 3));
    }
  });
});

describe('envoyTableBytes', () => {
  it('100 hosts at 65,537: 7 bits a slot, about 57 KB against 1.05 MB', () => {
    expect(envoyTableBytes(100, 65_537)).toEqual({ plain: 1_048_592, compact: 1600 + 57_344, isCompact: true });
  });

  it('stays plain where the hosts alone cost more than the table', () => {
    expect(envoyTableBytes(100, 7).isCompact).toBe(false);
  });
});
