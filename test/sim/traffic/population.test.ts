/**
 * Goal: every client of the world has one number and belongs to one network, and networks
 * share the clients by their traffic.
 * Method: the numbers of a compiled world, one by one, against the networks' parts; a world with fewer
 * clients than a share of one each.
 */
import { describe, expect, it } from 'vitest';
import { Population } from '../../../sim/traffic/population.ts';
import { modelWith } from '../../support/scenario.ts';

const { world, population } = modelWith({
  world: { clients: { metros: ['seoul', 'boston', 'lagos'] } },
  traffic: { clients: 10_000 },
});

describe('population', () => {
  it('numbers every client once, network by network', () => {
    expect(Math.abs(population.clientCount - 10_000)).toBeLessThanOrEqual(world.networks.length / 2);
    let client = 0;
    world.networks.forEach((_, network) => {
      expect(population.firstClientOf(network)).toBe(client);
      for (let left = population.countOf(network); left > 0; left--) {
        if (population.networkOf(client) !== network) expect.fail(`client ${client} is not of network ${network}`);
        client++;
      }
    });
    expect(client).toBe(population.clientCount);
  });

  it('gives each network its part of them', () => {
    world.networks.forEach(({ share }, network) => {
      expect(Math.abs(population.countOf(network) - 10_000 * share)).toBeLessThanOrEqual(0.5);
    });
  });

  it('leaves no network without a client', () => {
    const few = new Population(world, 3);
    expect(world.networks.every((_, network) => few.countOf(network) >= 1)).toBe(true);
    expect(few.networkOf(few.clientCount - 1)).toBe(world.networks.length - 1);
  });
});
