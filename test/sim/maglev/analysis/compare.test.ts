/**
 * Goal: the whole registry on one pool. Method: 50 equal backends; what must be exact is, what must be worse is, and a
 * method that cannot take the pool says why instead of ending the comparison.
 */
import { expect, it } from 'vitest';
import { type ComparedMethod, compareMethods } from '../../../../sim/maglev/analysis/compare.ts';
import { backend } from '../../../../sim/maglev/backend.ts';
import { DEFAULT_METHOD_OPTIONS, hashMethod, METHODS } from '../../../../sim/maglev/methods.ts';

const DRAWS = {
  change: 'remove',
  backendCount: 1,
  drawCount: 3,
  seed: 'compare',
  confidence: 0.95,
  sampledKeyCount: 20_000,
} as const;

it('puts every method side by side', () => {
  const pool = Array.from({ length: 50 }, (_, at) => backend(`b${at}`, { address: `10.0.0.${at}`, port: 80 }));
  const methods = [...METHODS.values()];
  const rows = compareMethods(methods, pool, DEFAULT_METHOD_OPTIONS, DRAWS);
  const compared = new Map(rows.map((row) => [row.id, row as ComparedMethod]));
  expect([...compared.keys()]).toEqual(methods.map(({ id }) => id));
  expect(rows.every((row) => 'keys' in row)).toBe(true);
  expect(compared.get('paper')!.overprovision).toBeCloseTo((1311 * 50) / 65_537 - 1, 12);
  expect(compared.get('paper')!.keys).toBe('slots');
  expect(compared.get('ring')!.keys).toBe('sampled');
  expect(compared.get('ring')!.overprovision).toBeGreaterThan(compared.get('paper')!.overprovision * 10);
  expect(compared.get('bounded-load')!.overprovision).toBeLessThanOrEqual(0.2525);
  expect(compared.get('modulo')!.change.movedShare.mean).toBeGreaterThan(0.9);
});

it('keeps going where a method refuses the pool', () => {
  const nameless = [backend('web-a'), backend('web-b')];
  const [ipvs, paper] = compareMethods(
    [hashMethod('ipvs-mh'), hashMethod('paper')],
    nameless,
    DEFAULT_METHOD_OPTIONS,
    DRAWS,
  );
  expect(ipvs).toEqual({
    id: 'ipvs-mh',
    title: 'Linux IPVS mh',
    fault: 'IPVS mh hashes the IP address of a backend; "web-a" has none',
  });
  expect(paper).toHaveProperty('overprovision');
});

it('refuses draws that no method could take', () => {
  const alone = [backend('web-a')];
  expect(() => compareMethods([hashMethod('paper')], alone, DEFAULT_METHOD_OPTIONS, DRAWS)).toThrow(
    '1 of 1 backends cannot be removed: at least one stays',
  );
});
