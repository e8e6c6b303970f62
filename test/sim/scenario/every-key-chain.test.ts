/**
 * Goal: every key of a design of kind `chain` reaches the resolved scenario, and what is left
 * out has its documented default.
 * Method: the file that sets each key to a value that is not its default, with its chains compared whole; and the
 * designs as they are written back.
 */
import { expect, it } from 'vitest';
import { SECOND } from '../../../sim/kernel/time.ts';
import { goodText, loadSound } from './fixtures.ts';

const scenario = loadSound(goodText('every-key.yaml').replace('tiered, told]', 'tiered, told, bare, unprotected]'));
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
      backlog: 511,
      acceptFilter: 'data',
      synCookies: true,
      abortOnOverflow: false,
      keepAliveTimeout: 5 * SECOND,
      headerTimeout: 20 * SECOND,
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
      synCookies: true,
      abortOnOverflow: false,
      keepAliveTimeout: 75 * SECOND,
      headerTimeout: 60 * SECOND,
      logLineBytes: 200,
    },
  ]);
});

it('reaches what a tier does with connections of clients', () => {
  expect(designOf('unprotected').chain!.tiers[0]).toMatchObject({
    backlog: 127,
    acceptFilter: 'none',
    synCookies: false,
    abortOnOverflow: true,
    keepAliveTimeout: 15 * SECOND,
    headerTimeout: 30 * SECOND,
  });
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
      synCookies: true,
      abortOnOverflow: false,
      keepAliveTimeout: 5 * SECOND,
      headerTimeout: 20 * SECOND,
      logLineBytes: 200,
    },
  ]);
});

it('reaches the chain to roll out to, and the rollout', () => {
  const { rolloutTo } = designOf('tiered').chain!;
  expect(rolloutTo!.course!.chainId).toBe('short');
  expect(rolloutTo!.tiers.map(({ id, kind }) => [id, kind])).toEqual([['nginx', 'eventDriven']]);
  expect(designOf('bare').chain!.rolloutTo).toBeNull();
  const { frontEnd, target, until } = scenario.events.find(({ id }) => id === 'over')!;
  expect({ target, until }).toEqual({ target: { kind: 'service', ids: [] }, until: null });
  expect(frontEnd).toEqual({
    kind: 'rollout',
    rollout: {
      steps: [
        { kind: 'tests', forms: ['plain', 'doubled'], length: 90 * SECOND },
        { kind: 'share', share: 0.005, where: { kind: 'metro', ids: ['seoul', 'busan'] }, length: 120 * SECOND },
        {
          kind: 'share',
          share: 0.2,
          where: { kind: 'region', ids: expect.arrayContaining(['asia-northeast3', 'asia-northeast1']) },
          length: 180 * SECOND,
        },
        { kind: 'share', share: 1, where: { kind: 'everywhere', ids: [] }, length: 240 * SECOND },
      ],
      gates: {
        window: 30 * SECOND,
        minimum: 1_200,
        compareWith: 'absolute',
        errorShareMax: 0.0025,
        errorsMax: 40,
        latency: [
          { quantile: 'p50', max: 80_000 },
          { quantile: 'p95', max: 400_000 },
          { quantile: 'p99', max: SECOND },
        ],
      },
      onBreach: 'halt',
      reaction: 45 * SECOND,
    },
  });
});

it('fills in what a rollout does not say', () => {
  const short = goodText('every-key.yaml').replace(
    /gates: .*\n {6}onBreach: halt\n {6}reaction: 45s/,
    'gates: { errorShare: 0.7% }',
  );
  const { frontEnd } = loadSound(short).events.find(({ id }) => id === 'over')!;
  expect(frontEnd).toMatchObject({
    rollout: {
      gates: {
        window: 60 * SECOND,
        minimum: 429,
        compareWith: 'old',
        errorShareMax: 0.007,
        errorsMax: null,
        latency: [],
      },
      onBreach: 'rollback',
      reaction: 0,
    },
  });
});

it('reaches slow clients', () => {
  expect(scenario.traffic.slowClients).toEqual({ count: 2_000, holding: 'idle', at: 90 * SECOND });
});

it('reaches a front end that is a server', () => {
  expect(designOf('first').edge.server).toEqual({
    kind: 'eventDriven',
    id: 'frontEnds',
    cores: 12,
    cpuPerRequest: 90,
    cpuPerHandshake: 450,
    headerTimeout: 30 * SECOND,
    logLineBytes: 300,
    workerConnections: 40_000,
    upstreamKeepalive: 500,
    memoryPerConnectionBytes: 9_000,
  });
});

it('reaches the tiers of members', () => {
  const { backends } = designOf('first').service;
  expect(backends.map(({ member }) => member.tiers?.map(({ id }) => id))).toEqual([
    undefined,
    undefined,
    ['apache', 'nginx'],
  ]);
  expect(backends[2]!.member.tiers).toMatchObject([
    {
      kind: 'threadPerConnection',
      servers: 2,
      mpm: 'event',
      workers: 60,
      threadsPerProcess: 20,
      asyncFactor: 3,
      memoryPerWorkerBytes: 99_000,
      cores: 3,
      cpuPerRequest: 210,
      backlog: 40,
      keepAliveTimeout: 9 * SECOND,
      logLineBytes: 120,
    },
    {
      kind: 'eventDriven',
      servers: 1,
      cores: 2,
      cpuPerRequest: 70,
      workerConnections: 300,
      upstreamKeepalive: 4,
      memoryPerConnectionBytes: 5_000,
    },
  ]);
});
