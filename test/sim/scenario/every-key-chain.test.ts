/**
 * Goal: every key of a design of kind `chain` reaches the resolved scenario, and what is left out has its documented default.
 * Method: the file that sets each key to a value that is not its default, with its chains compared whole; and the designs as they are written back.
 */
import { expect, it } from 'vitest';
import { SECOND } from '../../../sim/kernel/time.ts';
import { goodText, loadSound } from './fixtures.ts';

const scenario = loadSound(
  goodText('every-key.yaml').replace('[second, first, third, web]', '[second, first, third, web, tiered, bare]'),
);
const designOf = (id: string) => scenario.designs.find((design) => design.id === id)!;

it('reaches every tier', () => {
  const { chain, responseTimeout, propagation } = designOf('tiered');
  expect(responseTimeout).toEqual({ after: 7 * SECOND, work: 'served' });
  expect(propagation).toEqual({ delay: 0, spread: 0 });
  expect(chain!.course!.chainId).toBe('all');
  expect(chain!.course!.hops.map(({ name }) => name)).toEqual(['front', 'nginx', 'backend']);
  expect(chain!.course!.forms.map(({ id, share }) => [id, share])).toEqual([
    ['plain', 0.625],
    ['doubled', 0.1875],
    ['bare', 0.1875],
  ]);
  expect(chain!.tiers).toEqual([
    {
      kind: 'floodProtection',
      id: 'alb',
      clientRate: { perSecond: 30, burst: 90 },
      rate: { perSecond: 20_000, burst: 30_000 },
      ban: 120 * SECOND,
      surgeQueue: 256,
    },
    {
      kind: 'threadPerConnection',
      id: 'apache',
      servers: 4,
      mpm: 'event',
      workers: 320,
      threadsPerProcess: 64,
      asyncFactor: 3,
      memoryPerWorkerBytes: 90_000,
      cores: 8,
      cpuPerRequest: 300,
      backlog: 127,
      acceptFilter: 'none',
      abortOnOverflow: true,
      keepAliveTimeout: 15 * SECOND,
      headerTimeout: 30 * SECOND,
      logLineBytes: 350,
    },
    {
      kind: 'eventDriven',
      id: 'nginx',
      servers: 3,
      workerConnections: 4_096,
      upstreamKeepalive: 64,
      memoryPerConnectionBytes: 9_000,
      cores: 2,
      cpuPerRequest: 70,
      backlog: 511,
      acceptFilter: 'none',
      abortOnOverflow: false,
      keepAliveTimeout: 75 * SECOND,
      headerTimeout: 60 * SECOND,
      logLineBytes: 200,
    },
  ]);
});

it('fills in what a tier does not say', () => {
  const { chain, responseTimeout } = designOf('bare');
  expect(responseTimeout).toEqual({ after: 5 * SECOND, work: 'served' });
  expect(chain!.course).toBeNull();
  expect(chain!.tiers).toEqual([
    {
      kind: 'threadPerConnection',
      id: 'apache',
      servers: 1,
      mpm: 'prefork',
      workers: 256,
      threadsPerProcess: 1,
      asyncFactor: 0,
      memoryPerWorkerBytes: 355_000,
      cores: 2,
      cpuPerRequest: 135,
      backlog: 511,
      acceptFilter: 'data',
      abortOnOverflow: false,
      keepAliveTimeout: 5 * SECOND,
      headerTimeout: 20 * SECOND,
      logLineBytes: 200,
    },
  ]);
});

it('reaches slow clients', () => {
  expect(scenario.traffic.slowClients).toEqual({ count: 2_000, holding: 'idle', at: 90 * SECOND });
});
