/**
 * Goal: every CSV has exactly the columns of the table, its figures add up and read back; the XML is
 * sound whatever the text in it.
 * Method: a small result with everything in it, read back by an RFC 4180 reader written here;
 * whole lines where wording matters.
 */
import { DOMParser } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { junitXml } from '../../../cli/results/junit-xml.ts';
import { resultFiles } from '../../../cli/results/result-files.ts';
import { RESULT_COLUMNS, type ResultTable } from '../../../sim/metrics/columns.ts';
import { OUTCOMES } from '../../../sim/metrics/outcome.ts';
import { sampleResult } from './sample-result.ts';

const result = sampleResult();
const EXTRAS = {
  resolvedYaml: 'version: 1\n',
  reportHtml: '<!doctype html>\n',
  completedReplications: { waterfall: 3, spray: 3 },
  wallMs: 1,
};
const files = resultFiles(result, EXTRAS);

/** RFC 4180: quoted cells may hold delimiters, line breaks and doubled quotes. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n)/gy;
  for (let match = cell.exec(text); match !== null; match = cell.exec(text)) {
    rows.at(-1)!.push(match[1]?.replaceAll('""', '"') ?? match[2]!);
    if (match[3] === '\n') rows.push([]);
    if (cell.lastIndex === text.length) break;
  }
  return rows.slice(0, -1);
}

function rowsOf(table: ResultTable): Record<string, string>[] {
  const [header, ...rows] = parseCsv(files.get(table)!);
  return rows.map((row) => Object.fromEntries(header!.map((name, index) => [name, row[index]!])));
}

describe.each(Object.keys(RESULT_COLUMNS) as ResultTable[])('%s', (table) => {
  const [header, ...rows] = parseCsv(files.get(table)!);

  it('has exactly the columns of the column table, and every row all of them', () => {
    expect(header).toEqual(RESULT_COLUMNS[table].map(({ name }) => name));
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row).toHaveLength(header!.length);
  });

  it('writes plain decimals: no exponent, no negative zero, no words of JavaScript', () => {
    for (const cell of rows.flat()) {
      expect(cell).not.toMatch(/^-?\d[\d.]*e[+-]?\d+$/);
      expect(cell).not.toMatch(/^-0(\.0*)?$/);
      expect(cell).not.toMatch(/^(NaN|Infinity|null|undefined)$/);
    }
  });
});

it('a column of one name has one unit in every file', () => {
  const units = new Map<string, Set<string>>();
  for (const { name, unit } of Object.values(RESULT_COLUMNS).flat())
    units.set(name, (units.get(name) ?? new Set()).add(unit));
  expect([...units].filter(([, each]) => each.size > 1)).toEqual([]);
});

describe('timeseries.csv', () => {
  const rows = rowsOf('timeseries.csv');

  it('has outcomes that add up to offered in every row, to the rounding of three replications', () => {
    for (const row of rows) {
      const sum = OUTCOMES.reduce((total, outcome) => total + Number(row[outcome]), 0);
      // Eight cells and their sum, each within 0.0005.
      expect(Math.abs(sum - Number(row.offered))).toBeLessThanOrEqual(0.0045);
    }
  });

  it('is ordered by design, time, region, and reads as expected', () => {
    expect(rows).toHaveLength(2 * 6 * 2);
    const lines = files.get('timeseries.csv')!.split('\n');
    expect(lines[7]).toBe('waterfall,30.000,asia,6,6,0,0,0,0,0,0,0,4,8,8,20,connections,0.400000,0,2,0,3,3,3');
    expect(lines[11]).toBe('waterfall,50.000,asia,4,4,0,0,0,0,0,0,0,4,8,8,0,connections,,0,0,0,3,3,3');
  });
});

describe('summary.csv', () => {
  it('gives each row the decimals of its own unit and words for what is established', () => {
    const row = (design: string, metric: string) =>
      rowsOf('summary.csv').find((each) => each.design === design && each.metric === metric);
    expect(row('waterfall', 'spilled')).toMatchObject({
      unit: 'connections',
      mean: '2',
      difference: '',
      differenceEstablished: '',
    });
    expect(row('spray', 'droppedShare')).toMatchObject({
      unit: 'share',
      mean: '0.024390',
      differenceEstablished: 'true',
    });
    expect(row('spray', 'offered')).toMatchObject({ mean: '41', difference: '-1', differenceEstablished: 'false' });
    expect(row('waterfall', 'latencyMean')!.mean).toMatch(/^\d+\.\d{3}$/);
  });
});

describe('flows.csv', () => {
  it('leaves the region empty for those that reached none, and their latencies', () => {
    const dropped = rowsOf('flows.csv').find(({ design, region }) => design === 'spray' && region === '')!;
    expect(dropped).toMatchObject({
      window: 'all',
      metro: 'boston',
      ingressPop: 'bos',
      homeRegion: 'us',
      dropped: '1',
      p50Ms: '',
      meanMs: '',
    });
  });
});

describe('latency.csv', () => {
  it('holds whole counts that add up over metros to the distribution of all', () => {
    const own = rowsOf('latency.csv').filter(({ design }) => design === 'waterfall');
    const total = (metro: string) =>
      own.filter((row) => row.metro === metro).reduce((sum, row) => sum + Number(row.count), 0);
    expect(total('')).toBe(3 * 40 + 6);
    expect(total('seoul') + total('boston')).toBe(total(''));
    for (const { lowMs, highMs } of own) expect(Number(lowMs)).toBeLessThan(Number(highMs));
  });
});

describe('events.csv', () => {
  it('quotes what needs it and keeps replications apart', () => {
    const [first] = rowsOf('events.csv');
    expect(first).toEqual({
      design: 'waterfall',
      replication: '0',
      timeSeconds: '20.500',
      event: 'lost',
      what: 'fail "asia-a", and asia-b',
      broken: '0',
    });
    expect(files.get('events.csv')).toContain('"fail ""asia-a"", and asia-b"');
  });
});

describe('JSON files', () => {
  it('hold the result and parts of it', () => {
    expect(JSON.parse(files.get('result.json')!)).toEqual(result);
    expect(JSON.parse(files.get('summary.json')!)).toEqual(result.summary);
    expect(JSON.parse(files.get('expectations.json')!)).toEqual(result.verdicts);
  });
});

describe('junit.xml', () => {
  it('has a case for each expectation and design: held, failed, only warned about, undecided', () => {
    expect(result.verdicts.map(({ state }) => state)).toEqual(['held', 'failed', 'failed', 'undecided']);
    expect(files.get('junit.xml')).toBe(
      `<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="4" failures="1" errors="0" skipped="2">
  <testsuite name="sample" tests="4" failures="1" errors="0" skipped="2">
    <testcase name="fast: p50(latency) &lt; 250ms" classname="sample.waterfall">
      <system-out>${result.verdicts[0]!.sentence}</system-out>
    </testcase>
    <testcase name="faster: p50(latency) &lt; 1ms" classname="sample.waterfall">
      <failure message="${result.verdicts[1]!.sentence}" type="expectation">p50(latency) &lt; 1ms</failure>
    </testcase>
    <testcase name="fastest: p50(latency) &lt; 1us" classname="sample.waterfall">
      <skipped message="warning: ${result.verdicts[2]!.sentence}"/>
    </testcase>
    <testcase name="spill: spilled &lt; 2" classname="sample.waterfall">
      <skipped message="undecided: ${result.verdicts[3]!.sentence}"/>
    </testcase>
  </testsuite>
</testsuites>
`,
    );
  });

  it('escapes any text, and replaces what XML cannot hold', () => {
    const odd = `a<b>&"c'\u{1f600}\n\t]]>`;
    const escaped = 'a&lt;b&gt;&amp;&quot;c&apos;\u{1f600}&#10;&#9;]]&gt;';
    const verdict = { ...result.verdicts[1]!, that: odd, sentence: `${odd}\u0000\u{d800}` };
    const xml = junitXml([{ ...result, verdicts: [verdict] }]);
    expect(xml).toContain(`<failure message="${escaped}\u{fffd}\u{fffd}" type="expectation">${escaped}</failure>`);
    expect(new DOMParser().parseFromString(xml, 'text/xml').querySelector('failure')!.textContent).toBe(odd);
  });

  it('adds up several scenarios', () => {
    const xml = junitXml([sampleResult('one'), sampleResult('two')]);
    expect(xml).toContain('<testsuites tests="8" failures="2" errors="0" skipped="4">');
    expect(xml.match(/<testsuite name="(\w+)"/g)).toEqual(['<testsuite name="one"', '<testsuite name="two"']);
  });
});
