/**
 * Conformance G34 against a layer 3/4 balancer: what sends to its region regardless of capacity must
 * be sized for its own worst case.
 *
 * Goal: three regions of which one has a surge; a proxy with spillover serves all with 150 each, a passthrough balancer
 * needs 200 where the surge is. Method: even arrivals of known number and hold, so that how many are open at a time is
 * exact; members with a worker a connection and no queue.
 */
import { describe, expect, it } from 'vitest';
import type { Model } from '../../../sim/model.ts';
import { attemptsEvery, runProxy } from '../../support/proxy-bench.ts';
import { mergePlain, modelWith, type PlainMap } from '../../support/scenario.ts';

const SECOND = 1_000_000;
const HOLD_US = 60 * SECOND;

const ZONES: Readonly<Record<string, string>> = {
  seoul: 'asia-northeast3-a',
  tokyo: 'asia-northeast1-a',
  osaka: 'asia-northeast2-a',
};

/** Regions of one member with so many workers, and as many connections as its target. */
function regions(ids: readonly string[], capacity: number): PlainMap {
  return Object.fromEntries(
    ids.map((id) => [
      id,
      { zone: ZONES[id]!, members: 1, maxConnections: capacity, member: { workers: capacity, backlog: 0 } },
    ]),
  );
}

function model(service: PlainMap, designs: PlainMap): Model {
  const base: PlainMap = { time: { duration: '10m' }, world: { clients: { networksPerMetro: 1 } } };
  return modelWith(mergePlain(base, { service, designs }));
}

/** Outcomes of 190 connections open at a time in Seoul. */
function surge(of: Model): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { outcome } of runProxy(of, attemptsEvery(Math.round(HOLD_US / 190), 0, 1_140, { hold: HOLD_US }))
    .endings) {
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}

function through(capacity: number): Model {
  const service: PlainMap = { region: 'asia-northeast3', backends: { seoul: null, ...regions(['seoul'], capacity) } };
  return model(service, { proxy: null, through: { kind: 'networkPassthrough' } });
}

describe('against a passthrough balancer', () => {
  it('G34: with the proxy three regions of 150 serve 190 in one of them; a passthrough balancer refuses what its region lacks', () => {
    const proxied = model({ backends: regions(['seoul', 'tokyo', 'osaka'], 150) }, {});
    expect(surge(proxied)).toEqual({ completed: 1_140 });
    // It sends to its region regardless: a quarter and more of the new ones meet a full member.
    const refused = surge(through(150)).refused!;
    expect(refused).toBeGreaterThan(150);
    // So each region has to be sized for the surge: 3 x 200 and not 3 x 150.
    expect(surge(through(200))).toEqual({ completed: 1_140 });
  });

  it('G34: its target capacity is for planning only: it changes nothing', () => {
    const service = (maxConnections: number): PlainMap => ({
      region: 'asia-northeast3',
      backends: { seoul: { members: 1, maxConnections, member: { workers: 200, backlog: 0 } } },
    });
    const designs = { proxy: null, through: { kind: 'networkPassthrough' } };
    expect(surge(model(service(10), designs))).toEqual(surge(model(service(400), designs)));
    expect(surge(model(service(10), designs))).toEqual({ completed: 1_140 });
  });
});
