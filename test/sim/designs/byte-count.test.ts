/**
 * Goal: bytes are counted where they pass, once, and only where sizes are given: through a proxy both ways, through
 * a passthrough balancer one way.
 * Method: the part by itself, told of single connections; whole runs of each design, whose bytes follow from what the
 * run record counts otherwise; the same runs without sizes, which must be the same to the last event.
 */
import { describe, expect, it } from 'vitest';
import { UNATTENDED } from '../../../sim/kernel/kernel.ts';
import { COUNTER, COUNTER_COUNT, type CounterName } from '../../../sim/metrics/counters.ts';
import { COMPLETED, OUTCOME_COUNT, RESET } from '../../../sim/metrics/outcome.ts';
import type { RunRecord } from '../../../sim/metrics/run-record.ts';
import { simulate } from '../../../sim/simulate.ts';
import { passthrough } from '../../support/passthrough.ts';
import { modelWith, type PlainMap } from '../../support/scenario.ts';

const REQUEST = 2_048;
const RESPONSE = 100_000;

const SIZES = { requestSize: '2 KiB', responseSize: '100 kB' };

function run(kind: string, connections: PlainMap, changes: PlainMap = {}): RunRecord {
  const base = { time: { duration: '2m' }, traffic: { connections }, ...changes };
  return simulate(kind === 'anycastProxy' ? modelWith(base) : passthrough({}, base), 0, 0, UNATTENDED);
}

/** Of the whole run, interval by interval. */
function total({ counters, intervalCount }: RunRecord, name: CounterName): number {
  let sum = 0;
  for (let at = 0; at < intervalCount; at++) sum += counters[at * COUNTER_COUNT + COUNTER[name]]!;
  return sum;
}

function outcomes({ home }: RunRecord, wanted: readonly number[]): number {
  return home.outcomes.reduce((sum, count, at) => (wanted.includes(at % OUTCOME_COUNT) ? sum + count : sum), 0);
}

function establishedOf({ serving }: RunRecord): number {
  return serving.established.reduce((sum, count) => sum + count, 0);
}

describe.each(['anycastProxy', 'networkPassthrough'])('%s', (kind) => {
  const record = run(kind, SIZES);

  it('servers take the request of every connection that they take, and give an answer to each that ends', () => {
    expect(establishedOf(record)).toBeGreaterThan(1_000);
    expect(outcomes(record, [RESET])).toBe(0);
    expect(total(record, 'serverBytesIn')).toBe(establishedOf(record) * REQUEST);
    expect(total(record, 'serverBytesOut')).toBe(outcomes(record, [COMPLETED]) * RESPONSE);
  });

  it('balancers see what their way leads through them', () => {
    expect(total(record, 'balancerBytesIn')).toBe(total(record, 'serverBytesIn'));
    const isProxy = kind === 'anycastProxy';
    expect(total(record, 'balancerBytesOut')).toBe(isProxy ? total(record, 'serverBytesOut') : 0);
  });

  it('counts the window as the intervals', () => {
    for (const name of ['serverBytesIn', 'serverBytesOut', 'balancerBytesIn'] as const) {
      expect(record.windows[0]!.counters[COUNTER[name]]).toBe(total(record, name));
    }
  });

  it('changes nothing else, and counts nothing without sizes', () => {
    const without = run(kind, {});
    expect(without.fingerprint).toEqual(record.fingerprint);
    expect(without.counters.every((value, at) => value === 0 || at % COUNTER_COUNT < COUNTER.asks)).toBe(true);
    expect(total(without, 'serverBytesIn')).toBe(0);
  });

  it('takes a size that is not given for nothing', () => {
    const requestsOnly = run(kind, { requestSize: '2 KiB' });
    expect(total(requestsOnly, 'serverBytesIn')).toBe(total(record, 'serverBytesIn'));
    expect(total(requestsOnly, 'serverBytesOut')).toBe(0);
  });
});

describe('connections that break', () => {
  it('have got their answer if they had its first byte', () => {
    const fail = { id: 'lost', at: '1m', fail: { region: '*' } };
    const record = run('anycastProxy', { ...SIZES, hold: '20s' }, { events: [fail] });
    // Nothing is served to the end, so nobody's answer is cut off by it.
    const answered = record.windows[0]!.flows.reduce((sum, { latency }) => sum + latency.total, 0);
    expect(outcomes(record, [RESET])).toBeGreaterThan(100);
    expect(total(record, 'serverBytesOut')).toBe(answered * RESPONSE);
  });
});
