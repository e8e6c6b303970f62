/**
 * Figures that Envoy, Cilium and Katran print in their tests, pull requests and issues,
 * from the same tables built here.
 */
import { backend } from '../../sim/maglev/backend.ts';
import { envoyTableBytes } from '../../sim/maglev/dialects/envoy-compact-table.ts';
import { buildKatranRing, type KatranVersion } from '../../sim/maglev/dialects/katran.ts';
import { KatranVip, type RealUpdate } from '../../sim/maglev/dialects/katran-vip.ts';
import { Word64 } from '../../sim/maglev/hash/word64.ts';
import { countSlots } from '../../sim/maglev/lookup-table.ts';
import { buildMethod, DEFAULT_METHOD_OPTIONS, hashMethod } from '../../sim/maglev/methods.ts';
import type { ValidationRow, ValidationSection } from './validation-section.ts';

const RING = 65_537;
const ITS_TESTS = 'its tests';
const VERSIONS: readonly KatranVersion[] = ['V1', 'V2'];

export function implementations(): ValidationSection {
  return {
    title: 'Figures that real balancers print',
    about: [
      [
        'What the projects’ own tests, pull requests and issues say, against the same tables built here: bit for bit or not at all. Many more vectors are',
        'held by `test/sim/maglev/dialects/`; docs/model/maglev.md says which are published and which only derived.',
      ].join('\n'),
    ],
    what: 'system and case',
    published: 'published in',
    note: '',
    rows: [...envoyRows(), ...ciliumRows(), ...VERSIONS.flatMap(katranVipRows), ...katranWeightRows()],
  };
}

function exact(what: string, published: string, value: string | number, here: string | number): ValidationRow {
  return { what, published, accepted: { exactly: String(value), here: String(here) }, note: '' };
}

function envoyRows(): ValidationRow[] {
  const hosts = [90, 91, 92, 93, 94, 95].map((port) => backend(`127.0.0.1:${port}`, { address: '127.0.0.1', port }));
  const { table } = buildMethod(hashMethod('envoy'), hosts, { ...DEFAULT_METHOD_OPTIONS, tableSize: 7 });
  const ports = [...table!].map((host) => hosts[host]!.port);
  const alone = buildMethod(hashMethod('envoy'), hosts.slice(0, 1), DEFAULT_METHOD_OPTIONS);
  return [
    exact('Envoy, six hosts, 7 slots: their ports', ITS_TESTS, '92 94 90 91 95 90 93', ports.join(' ')),
    exact('Envoy, one host: entries', 'pull request 44478', 1, alone.table!.length),
    exact(
      'Envoy, 100 hosts: form of the table',
      'its source',
      'compact',
      envoyTableBytes(100, RING).isCompact ? 'compact' : 'plain',
    ),
  ];
}

function ciliumRows(): ValidationRow[] {
  const names = ['one', 'three', 'two', 'tzwe'];
  const weights = [2, 13, 111, 10];
  const pool = names.map((hashKey, at) => backend(hashKey, { hashKey, weight: weights[at]! }));
  const options = { ...DEFAULT_METHOD_OPTIONS, tableSize: 1021 };
  const { table } = buildMethod(hashMethod('cilium'), pool, options);
  return [
    exact(
      'Cilium, weights 2, 13, 111 and 10, 1,021 slots',
      ITS_TESTS,
      '16 98 832 75',
      countSlots(table!, pool.length).join(' '),
    ),
  ];
}

/** 100 reals of weight 10, hash = number; then what each update writes. */
function katranVipRows(version: KatranVersion): ValidationRow[] {
  const vip = (): KatranVip => {
    const made = new KatranVip(RING, version);
    made.update(reals(100, 10));
    return made;
  };
  const reweighed = vip();
  const toThirteen = reweighed.update(reals(100, 13)).length;
  const isFirst = version === 'V1';
  return [
    exact(
      `Katran ${version}, one of 100 reals removed: positions written`,
      ITS_TESTS,
      isFirst ? 1009 : 1020,
      vip().update([{ real: 0, endpoint: null }]).length,
    ),
    exact(`Katran ${version}, all weights from 10 to 13`, ITS_TESTS, isFirst ? 17 : 0, toThirteen),
    exact(
      `Katran ${version}, then one weight from 13 to 26`,
      ITS_TESTS,
      isFirst ? 109 : 1013,
      reweighed.update(reals(1, 26)).length,
    ),
  ];
}

function katranWeightRows(): ValidationRow[] {
  const counts = (version: KatranVersion, weights: readonly number[]): string => {
    const endpoints = weights.map((weight, hash) => ({ hash: new Word64(0, hash), weight }));
    return countSlots(buildKatranRing(endpoints, RING, version), weights.length).join(' ');
  };
  const full = counts('V1', new Array<number>(400).fill(327)).split(' ');
  return [
    exact(
      'Katran V1, 400 reals of weight 327: reals without a position',
      ITS_TESTS,
      199,
      full.filter((count) => count === '0').length,
    ),
    exact('Katran V1, weights 1 and 10 (issue 35)', 'derived', '32764 32773', counts('V1', [1, 10])),
    exact('Katran V2, weights 1, 2 and 4', 'derived', '9362 18725 37450', counts('V2', [1, 2, 4])),
  ];
}

function reals(count: number, weight: number): RealUpdate[] {
  return Array.from({ length: count }, (_, real) => ({ real, endpoint: { hash: new Word64(0, real), weight } }));
}
