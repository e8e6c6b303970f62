/**
 * Goal: the arrivals of one metro are those that it has among all, without simulating any.
 * Method: instants of a metro in a run of all metros, against what is said of windows around them.
 */
import { describe, expect, it } from 'vitest';
import { RandomStreams } from '../../../sim/kernel/random-streams.ts';
import { NEVER } from '../../../sim/kernel/time.ts';
import { arrivalsNear } from '../../../sim/traffic/metro-arrivals.ts';
import { offeredTraffic } from '../../../sim/traffic/offered-traffic.ts';
import { modelWith } from '../../support/scenario.ts';

const { scenario, world, population } = modelWith({
  world: { clients: { metros: ['seoul', 'boston', 'tokyo'] } },
  traffic: { connections: { rate: '5/s' } },
});

describe('arrivalsNear', () => {
  const instants: number[] = [];
  const work = scenario.designs[0]!.service.backends[0]!.member.serviceTime;
  const metro = 1;
  const all = offeredTraffic(
    scenario,
    world,
    population,
    work,
    new RandomStreams(scenario.experiment.seed, 2),
    (block, row) => {
      if (world.networks[block.networkIndex[row]!]!.metroIndex === metro) instants.push(block.at[row]!);
    },
  );
  while (all.nextAt !== NEVER) all.arrive();
  const near = (from: number, to: number) => arrivalsNear(scenario, world, population, 2, metro, from, to);

  it('counts those inside, the first instant included and the last not', () => {
    expect(instants.length).toBeGreaterThan(20);
    expect(near(instants[3]!, instants[7]!)).toEqual({
      countInside: 4,
      lastBefore: instants[2],
      firstAfter: instants[7],
    });
  });

  it('knows what lies around an empty window', () => {
    expect(near(instants[3]! + 1, instants[4]!)).toEqual({
      countInside: 0,
      lastBefore: instants[3],
      firstAfter: instants[4],
    });
    expect(near(0, instants[0]!)).toEqual({ countInside: 0, lastBefore: null, firstAfter: instants[0] });
    expect(near(instants.at(-1)! + 1, scenario.time.duration)).toMatchObject({ countInside: 0, firstAfter: null });
  });
});
