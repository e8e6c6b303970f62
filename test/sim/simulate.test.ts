/**
 * Goal: a run is a pure function of scenario, design and replication: the same again whenever, in
 * whatever order and company it is made.
 * Method: whole records compared; the tripwire around compilation and simulation; what a run must not
 * touch compared before and after.
 */

import { beforeAll, describe, expect, it } from 'vitest';
import { type RunControl, UNATTENDED } from '../../sim/kernel/kernel.ts';
import { MEMBER_LOST } from '../../sim/metrics/break-cause.ts';
import { assertConservation } from '../../sim/metrics/conservation.ts';
import { UNFINISHED } from '../../sim/metrics/outcome.ts';
import type { RunRecord } from '../../sim/metrics/run-record.ts';
import { compileModel, type Model } from '../../sim/model.ts';
import { simulate } from '../../sim/simulate.ts';
import { modelWith, type PlainMap, scenarioWith, THREE_REGIONS, WORLD_DATA } from '../support/scenario.ts';
import { withTripwire } from '../support/tripwire.ts';

const SCENARIO: PlainMap = {
  time: { duration: '3m', interval: '10s', warmup: '20s' },
  world: { clients: { metros: ['seoul', 'boston'] }, catchment: 'cdn-2021', pops: ['icn', 'nrt', 'bos', 'lax'] },
  service: {
    backends: THREE_REGIONS,
    member: { workers: 30, backlog: 5, serviceTime: { lognormal: { mean: '20ms', p99: '120ms' } } },
  },
  traffic: {
    connections: { rate: '60/s', hold: { lognormal: { median: '3s', sigma: 1 } } },
    shape: 'consumer',
    surges: { rush: { at: '30s', metros: ['seoul'], peak: '3x', rise: '10s', hold: '30s', decay: '10s' } },
  },
  designs: {
    proxy: null,
    waterfall: { kind: 'anycastProxy' },
    spray: { extends: 'waterfall', serviceLbPolicy: { loadBalancingAlgorithm: 'SPRAY_TO_WORLD' } },
  },
  events: [
    { id: 'lost', at: '60s', for: '40s', fail: { region: 'asia-northeast3' } },
    { id: 'bgp', at: '90s', for: '60s', withdraw: { pop: 'icn' } },
    { id: 'pop', at: '120s', for: '30s', fail: { pop: 'bos' } },
  ],
  experiment: { compare: ['waterfall', 'spray'], baseline: 'waterfall' },
};

let model: Model;
let record: RunRecord;

beforeAll(() => {
  model = modelWith(SCENARIO);
  record = simulate(model, 0, 0, UNATTENDED);
});

describe('the same run', () => {
  it('has the same record, to the last count', () => {
    expect(simulate(model, 0, 0, UNATTENDED)).toEqual(record);
    assertConservation(record, model.scenario);
  });

  it('has it while every connection is followed, but for the trails', () => {
    const asks = [0, 1].map((metroIndex) => {
      return { id: 'all', metroIndex, fromUs: 0, toUs: model.scenario.time.duration, count: 300 };
    });
    const { trails, ...followed } = simulate(model, 0, 0, UNATTENDED, { asks, stopsWhenAnswered: false });
    const { trails: none, ...plain } = record;
    expect(followed).toEqual(plain);
    expect(none).toEqual([]);
    expect(trails).toHaveLength(600);
  });

  it('has it on a model compiled again', () => {
    expect(simulate(modelWith(SCENARIO), 0, 0, UNATTENDED).fingerprint).toEqual(record.fingerprint);
  });

  it('has it whatever ran before', () => {
    for (const [design, replication] of [
      [1, 3],
      [1, 0],
      [0, 2],
    ] as const) {
      simulate(model, design, replication, UNATTENDED);
    }
    expect(simulate(model, 0, 0, UNATTENDED).fingerprint).toEqual(record.fingerprint);
  });

  it('has it while another runs inside it', () => {
    let polls = 0;
    const control: RunControl = {
      poll: () => {
        if (polls++ === 0) simulate(model, 1, 5, UNATTENDED);
        return false;
      },
    };
    expect(simulate(model, 0, 0, control).fingerprint).toEqual(record.fingerprint);
    expect(polls).toBeGreaterThan(0);
  });

  it('has it without the ambient world: no clock, chance, locale or environment', () => {
    const scenario = scenarioWith(SCENARIO);
    const guarded = withTripwire(() => simulate(compileModel(scenario, WORLD_DATA), 0, 0, UNATTENDED));
    expect(guarded.fingerprint).toEqual(record.fingerprint);
  });
});

describe('another run', () => {
  const PARTS = ['traffic', 'routing', 'outcomes', 'events'] as const;

  it('of another seed differs in everything', () => {
    const other = simulate(modelWith({ ...SCENARIO, experiment: { seed: 8 } }), 0, 0, UNATTENDED);
    for (const part of PARTS) expect(other.fingerprint[part]).not.toBe(record.fingerprint[part]);
  });

  it('of another replication differs in everything', () => {
    const others = [1, 2, 3].map((replication) => simulate(model, 0, replication, UNATTENDED));
    for (const part of PARTS) {
      expect(new Set([record, ...others].map(({ fingerprint }) => fingerprint[part])).size).toBe(4);
    }
  });

  it('of another design meets the same traffic and decides otherwise', () => {
    for (const replication of [0, 1]) {
      const [waterfall, spray] = [0, 1].map((design) => simulate(model, design, replication, UNATTENDED).fingerprint);
      expect(spray!.traffic).toBe(waterfall!.traffic);
      expect(spray!.routing).not.toBe(waterfall!.routing);
      expect(spray!.outcomes).not.toBe(waterfall!.outcomes);
    }
  });
});

describe('a design', () => {
  it('is not touched by another that is compared with it, backends of its own and all', () => {
    const elsewhere = {
      kind: 'anycastProxy',
      service: {
        backends: { paris: { zone: 'europe-west9-a', members: 7, maxConnections: 100 }, tokyo: { members: 9 } },
      },
    };
    const wider = modelWith({
      ...SCENARIO,
      designs: { ...(SCENARIO.designs as PlainMap), elsewhere },
      experiment: { compare: ['waterfall', 'elsewhere'] },
    });
    const { fingerprint } = simulate(wider, 0, 0, UNATTENDED);
    expect([fingerprint.traffic, fingerprint.outcomes]).toEqual([
      record.fingerprint.traffic,
      record.fingerprint.outcomes,
    ]);
  });
});

describe('the model', () => {
  it('is left as it was', () => {
    const before = structuredClone({ world: model.world, plans: model.plans, scenario: model.scenario });
    simulate(model, 1, 0, UNATTENDED);
    expect({ world: model.world, plans: model.plans, scenario: model.scenario }).toEqual(before);
  });
});

describe('the record', () => {
  it('crosses a worker boundary whole', () => {
    expect(structuredClone(record)).toEqual(record);
  });

  it('has something of everything that happened', () => {
    expect(record.log.length).toBe(6);
    expect(record.log[0]!.brokenCount).toBeGreaterThan(10);
    expect(record.offeredCount).toBeGreaterThan(10_000);
    expect(record.windows[0]!.breaks[MEMBER_LOST]).toBeGreaterThan(0);
    expect(Math.max(...record.members.activeMax)).toBeGreaterThan(5);
  });
});

describe('a run that is stopped', () => {
  it('is marked, and accounts for every connection up to there', () => {
    let polls = 0;
    const stopped = simulate(model, 0, 0, { poll: () => ++polls === 2 });
    expect(stopped.isComplete).toBe(false);
    expect(stopped.simulatedUs).toBeGreaterThan(0);
    expect(stopped.simulatedUs).toBeLessThan(180_000_000);
    expect(stopped.offeredCount).toBeLessThan(record.offeredCount);
    assertConservation(stopped, model.scenario);
    const unfinished = stopped.windows[0]!.flows.reduce((sum, { outcomes }) => sum + outcomes[UNFINISHED]!, 0);
    expect(unfinished).toBeGreaterThan(0);
  });
});
