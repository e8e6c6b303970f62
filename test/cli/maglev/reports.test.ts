/**
 * Goal: the four maglev reports in three formats. Method: small pools whose figures are known, each report whole in one
 * format and by its facts in the others.
 */
import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import type { ListFormat } from '../../../cli/formats/format-names.ts';
import { parseBackend } from '../../../cli/maglev/backend-text.ts';
import { balanceReport } from '../../../cli/maglev/balance-report.ts';
import { compareReport } from '../../../cli/maglev/compare-report.ts';
import { disruptionReport } from '../../../cli/maglev/disruption-report.ts';
import { changePool } from '../../../cli/maglev/pool-change.ts';
import { printReport, type Report } from '../../../cli/maglev/report.ts';
import { tableReport } from '../../../cli/maglev/table-report.ts';
import { MaglevInputError } from '../../../sim/maglev/backend.ts';
import { DEFAULT_METHOD_OPTIONS } from '../../../sim/maglev/methods.ts';

const print = (report: Report, format: ListFormat): string => printReport(report, format, pc.createColors(false));
const hosts = [90, 91, 92, 93, 94, 95].map((port) => parseBackend(`127.0.0.1:${port}`));
const options = { ...DEFAULT_METHOD_OPTIONS, tableSize: 7 };
const draws = {
  change: 'remove',
  backendCount: 1,
  drawCount: 4,
  seed: 'test',
  confidence: 0.95,
  sampledKeyCount: 2000,
} as const;
const onMethod = (): void => undefined;

describe('table', () => {
  it('prints runs for people', () => {
    expect(print(tableReport({ method: 'envoy', backends: hosts, options, form: 'runs' }), 'text')).toBe(
      [
        'Envoy Maglev: 7 slots, 6 backends',
        'first slot  slots  backend',
        '         0      1  127.0.0.1:92',
        '         1      1  127.0.0.1:94',
        '         2      1  127.0.0.1:90',
        '         3      1  127.0.0.1:91',
        '         4      1  127.0.0.1:95',
        '         5      1  127.0.0.1:90',
        '         6      1  127.0.0.1:93',
        '',
      ].join('\n'),
    );
  });

  it('prints slots as CSV', () => {
    const csv = print(tableReport({ method: 'envoy', backends: hosts.slice(0, 2), options, form: 'slots' }), 'csv');
    expect(csv.split('\n').slice(0, 3)).toEqual([
      'slot,backend',
      expect.stringMatching(/^0,127\.0\.0\.1:9[01]$/),
      expect.stringMatching(/^1,/),
    ]);
    expect(csv.trim().split('\n')).toHaveLength(8);
  });

  it('a method without a table says so', () => {
    expect(() => tableReport({ method: 'jump', backends: hosts, options, form: 'runs' })).toThrow(
      'Jump hash computes its answers',
    );
  });
});

describe('balance', () => {
  it('puts shares beside weights', () => {
    const pool = ['127.0.0.1:90', '127.0.0.1:91=2'].map(parseBackend);
    const report = balanceReport({
      method: 'envoy',
      backends: pool,
      options: { ...options, tableSize: 17 },
      sampledKeyCount: 10,
    });
    expect(print(report, 'csv')).toBe(
      [
        'backend,weight,keys,share,fair_share,deviation',
        '127.0.0.1:90,1,6,0.35294118,0.33333333,0.05882353',
        '127.0.0.1:91,2,11,0.64705882,0.66666667,-0.02941176',
        '',
      ].join('\n'),
    );
    expect(print(report, 'text')).toContain('overprovision 5.882%, underprovision -2.941%');
    const json = JSON.parse(print(report, 'json'));
    expect(json).toMatchObject({ method: 'envoy', keys: 'slots', key_count: 17 });
    expect(json.rows[1]).toMatchObject({ backend: '127.0.0.1:91', keys: 11 });
  });

  it.each([
    ['go-maglev', 'does not know weights'],
    ['katran-v1', 'heeds weights in its first round'],
  ])('%s is told to ignore weights', (method, notice) => {
    expect(print(balanceReport({ method, backends: hosts, options, sampledKeyCount: 10 }), 'text')).toContain(notice);
  });
});

describe('disruption', () => {
  it('of a given change', () => {
    const change = { remove: ['127.0.0.1:95'], add: ['127.0.0.1:96=2'], reweigh: ['127.0.0.1:90=3'] };
    const report = disruptionReport({
      methods: ['envoy', 'modulo'],
      backends: hosts,
      options: DEFAULT_METHOD_OPTIONS,
      change: { kind: 'given', change },
      sampledKeyCount: 3000,
    });
    const [header, envoy, modulo] = print(report, 'csv').split('\n');
    expect(header).toBe('method,keys,moved,minimum,extra');
    // Of 9 parts, hosts 91 to 94 keep one each where each had a sixth, and host 95 loses its sixth.
    expect(Number(envoy!.split(',')[3])).toBeCloseTo(1 / 6 + 4 * (1 / 6 - 1 / 9), 8);
    expect(Number(envoy!.split(',')[2])).toBeGreaterThan(0.38);
    expect(Number(envoy!.split(',')[2])).toBeLessThan(0.47);
    expect(modulo!.split(',')[1]).toBe('3000');
    expect(print(report, 'text')).toContain('6 backends before, 6 after');
  });

  it('of random removals, with intervals', () => {
    const report = disruptionReport({
      methods: ['paper', 'rendezvous'],
      backends: hosts,
      options: { ...options, tableSize: 1021 },
      change: { kind: 'drawn', draws },
      sampledKeyCount: 1,
    });
    const [paper, rendezvous] = JSON.parse(print(report, 'json')).rows;
    expect(paper.moved_low).toBeLessThan(paper.moved);
    expect(paper.moved).toBeLessThan(paper.moved_high);
    expect(paper.minimum).toBeCloseTo(1 / 6, 12);
    expect(rendezvous).toMatchObject({ extra: 0, extra_low: 0, extra_high: 0 });
    expect(print(report, 'text')).toContain('1 of 6 backends removed at random: 4 draws, seed test; intervals of 95%');
  });
});

describe('changePool', () => {
  it('applies what leaves, joins and weighs otherwise, in place', () => {
    const changed = changePool(hosts, { remove: ['127.0.0.1:91'], add: ['extra=4'], reweigh: ['127.0.0.1:90=9'] });
    expect(changed.map(({ name, weight }) => `${name}=${weight}`)).toEqual([
      '127.0.0.1:90=9',
      '127.0.0.1:92=1',
      '127.0.0.1:93=1',
      '127.0.0.1:94=1',
      '127.0.0.1:95=1',
      'extra=4',
    ]);
  });

  it.each([
    [
      { remove: ['nobody'], add: [], reweigh: [] },
      'there is no backend "nobody" to change (there are 127.0.0.1:90, 127.0.0.1:91, 127.0.0.1:92, 127.0.0.1:93, 127.0.0.1:94, and 1 more)',
    ],
    [{ remove: ['127.0.0.1:9'], add: [], reweigh: [] }, 'did you mean "127.0.0.1:90"?'],
    [{ remove: [], add: [], reweigh: ['nobody=3'] }, 'there is no backend "nobody"'],
    [{ remove: [], add: [], reweigh: ['127.0.0.1:90'] }, 'names no new weight: write name=weight'],
    [{ remove: hosts.map(({ name }) => name), add: [], reweigh: [] }, 'nobody is left with weight'],
    [{ remove: [], add: ['127.0.0.1:90'], reweigh: [] }, 'is there already'],
  ])('refuses %j', (change, message) => {
    expect(() => changePool(hosts, change)).toThrow(MaglevInputError);
    expect(() => changePool(hosts, change)).toThrow(message);
  });
});

describe('compare', () => {
  it('lines methods up, and names those that cannot take the pool', () => {
    const names = ['a', 'b', 'c'].map(parseBackend);
    const report = compareReport({
      methods: ['paper', 'ipvs-mh', 'modulo'],
      backends: names,
      options: { ...options, tableSize: 251 },
      draws,
      onMethod,
    });
    const json = JSON.parse(print(report, 'json'));
    expect(json.rows.map((row: { method: string }) => row.method)).toEqual(['paper', 'modulo']);
    expect(json.left_out).toEqual(['ipvs-mh: IPVS mh hashes the IP address of a backend; "a" has none']);
    expect(print(report, 'text')).toContain('left out ipvs-mh');
  });

  it('takes every method where none is named', () => {
    const pool = hosts.slice(0, 2);
    const report = compareReport({
      methods: [],
      backends: pool,
      options: DEFAULT_METHOD_OPTIONS,
      draws: { ...draws, drawCount: 1 },
      onMethod,
    });
    expect(report.rows).toHaveLength(16);
  });
});
