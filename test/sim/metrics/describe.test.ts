/**
 * Goal: designs, events and quantities described in words that tell them apart.
 * Method: tables of cases, the whole text compared.
 */
import { describe, expect, it } from 'vitest';
import type { Duration, SimTime } from '../../../sim/kernel/time.ts';
import { describeDesigns } from '../../../sim/metrics/describe-designs.ts';
import { describeEvents } from '../../../sim/metrics/describe-events.ts';
import { describeSubject } from '../../../sim/metrics/describe-quantity.ts';
import type { ResolvedEvent, ResolvedSurge } from '../../../sim/scenario/resolved-scenario.ts';
import { type PlainMap, scenarioWith } from '../../support/scenario.ts';
import { sampleStatement } from './sample-expectation.ts';
import { DESIGNS, SECOND_US, sampleContext } from './sample-record.ts';

describe('describeDesigns', () => {
  const [waterfall, spray] = DESIGNS as readonly [(typeof DESIGNS)[0], (typeof DESIGNS)[0]];

  it('tells designs apart by policy alone when nothing else differs', () => {
    expect(describeDesigns([waterfall, spray], 'waterfall')).toEqual([
      {
        id: 'waterfall',
        kind: 'anycastProxy',
        policy: 'WATERFALL_BY_REGION',
        description: 'WATERFALL_BY_REGION',
        isBaseline: true,
        labels: {},
      },
      {
        id: 'spray',
        kind: 'anycastProxy',
        policy: 'SPRAY_TO_WORLD',
        description: 'SPRAY_TO_WORLD',
        isBaseline: false,
        labels: {},
      },
    ]);
  });

  it('names the settings that differ, and only those', () => {
    const backend = {
      id: 'web',
      kind: 'INSTANCE_GROUP' as const,
      region: 'asia',
      metro: null,
      zones: [
        { zone: 'asia-a', members: 3 },
        { zone: 'asia-b', members: 2 },
      ],
      balancingMode: 'CONNECTION' as const,
      capacityField: 'maxConnectionsPerInstance' as const,
      capacityValue: 100,
      maxUtilization: null,
      customMetrics: [],
      trafficDuration: 'SHORT' as const,
      capacityScaler: 0.5,
      autoscaler: null,
      port: 443,
      namedPorts: {},
      ipStack: 'IPV4' as const,
      preference: 'DEFAULT' as const,
      isFailover: false,
      member: {
        discipline: 'workers' as const,
        workers: 1,
        backlog: 1,
        startup: SECOND_US as Duration,
        serviceTime: { kind: 'constant' as const, valueUs: 1 },
        customMetrics: {},
        listensOn: 'any' as const,
        speaks: 'TCP' as const,
        proxyHeader: 'NONE' as const,
        perClientLimit: 'none' as const,
      },
    };
    const patient = {
      ...waterfall,
      id: 'patient',
      service: {
        ...waterfall.service,
        healthCheck: { ...waterfall.service.healthCheck, checkInterval: (2.5 * SECOND_US) as Duration },
        backends: [backend],
      },
    };
    const [first, second] = describeDesigns([waterfall, patient], null);
    expect(first!.description).toBe(
      'WATERFALL_BY_REGION; check interval 5s; zone asia-northeast3-a; members 2; maxConnections 10; capacityScaler 1; port 80; member.startup 0s; no maxConnectionsPerInstance',
    );
    expect(second!.description).toBe(
      'WATERFALL_BY_REGION; check interval 2.5s; zone asia-a; members 5; no maxConnections; capacityScaler 0.5; port 443; member.startup 1s; maxConnectionsPerInstance 100',
    );
    expect(first!.isBaseline).toBe(false);
  });

  it('says of each design exactly what differs from the baseline, whatever key it is', () => {
    const backend = waterfall.service.backends[0]!;
    const service = { ...waterfall.service, backends: [backend, { ...backend, id: 'other' }] };
    const like = (id: string, changes: Partial<typeof waterfall>) => ({ ...waterfall, service, id, ...changes });
    const designs = [
      like('base', {}),
      like('fw', {
        service: {
          ...service,
          firewall: [
            {
              sourceRanges: [{ text: '35.191.0.0/16', network: [35, 191, 0, 0], prefixLength: 16 }],
              ports: [{ from: 443, to: 443 }],
            },
          ],
        },
      }),
      like('header', {
        service: {
          ...service,
          backends: service.backends.map((one) => ({ ...one, member: { ...one.member, proxyHeader: 'PROXY_V1' } })),
        },
      }),
      like('preferred', {
        service: { ...service, backends: [{ ...backend, preference: 'PREFERRED' }, ...service.backends.slice(1)] },
      }),
      like('standard', { service: { ...service, networkTier: 'STANDARD', region: 'us' } }),
      like('instant', { propagation: { delay: (2 * SECOND_US) as Duration, spread: 0 as Duration } }),
      like('again', {}),
    ];
    const texts = describeDesigns(designs, 'base').map(({ description }) => description);
    expect(texts.slice(1)).toEqual([
      'WATERFALL_BY_REGION; firewall lets in 35.191.0.0/16 to 443',
      'WATERFALL_BY_REGION; member.proxyHeader PROXY_V1',
      'WATERFALL_BY_REGION; preference PREFERRED at web',
      'WATERFALL_BY_REGION; network tier STANDARD; region us',
      'WATERFALL_BY_REGION; propagation after 2s',
      'WATERFALL_BY_REGION; the same settings as base',
    ]);
    expect(new Set(texts).size).toBe(designs.length);
  });
});

describe('describeDesigns of several kinds', () => {
  const described = (designs: PlainMap): string[] => {
    const { designs: resolved, experiment } = scenarioWith({ designs, experiment: { baseline: 'proxy' } });
    return describeDesigns(resolved, experiment.baseline).map(({ description }) => description);
  };

  it('says what each kind does, and of designs of one kind what sets them apart, not what every design of that kind has', () => {
    const forum = { kind: 'redirect' };
    expect(
      described({
        forum,
        leased: { ...forum, lease: { duration: '1h' }, balancers: { count: 1 } },
        through: { kind: 'networkPassthrough', service: { region: 'asia-northeast3' } },
        named: { kind: 'dns', dns: { withdrawAfter: '30s' } },
        tiered: {
          kind: 'chain',
          tiers: {
            alb: { kind: 'floodProtection' },
            apache: { kind: 'threadPerConnection', servers: 4, workers: 50 },
            nginx: { kind: 'eventDriven', servers: 2 },
          },
          rolloutTo: { tiers: { nginx: { kind: 'eventDriven', servers: 3, workerConnections: 4_096 } } },
        },
      }),
    ).toEqual([
      'WATERFALL_BY_REGION',
      '2 balancers (dnsRoundRobin) name a server (random); clients keep to it perpetually; servers beat every 5 s',
      '1 balancer (dnsRoundRobin) name a server (random); clients keep to it for 3600 s; servers beat every 5 s',
      'member by hash of the flow',
      "one DNS name (roundRobin) has the servers' addresses; copies live 60 s; who fails is taken out after 30 s",
      'alb > 4 apache of 50 threads (worker) > 2 nginx of 1024 connections in each region; a rollout moves clients to 3 nginx of 4096 connections',
    ]);
  });
});

describe('describeEvents', () => {
  it('puts surges and events in order of time, in words', () => {
    const at = (seconds: number) => (seconds * SECOND_US) as SimTime;
    const span = (seconds: number) => (seconds * SECOND_US) as Duration;
    const surge: ResolvedSurge = {
      id: 'evening',
      at: at(20),
      metroIds: ['seoul'],
      peak: 4,
      rise: span(2),
      hold: span(8),
      decay: span(3),
    };
    const event = (id: string, seconds: number, changes: Partial<ResolvedEvent>): ResolvedEvent => ({
      id,
      at: at(seconds),
      until: null,
      members: null,
      rollingUpdate: null,
      cutOff: null,
      action: 'fail',
      target: { kind: 'region', ids: ['asia'] },
      capacityScaler: null,
      weight: null,
      upgrade: null,
      faultWay: null,
      frontEnd: null,
      degradation: null,
      designIds: null,
      ...changes,
    });
    const { scenario } = sampleContext();
    const described = describeEvents({
      ...scenario,
      traffic: { ...scenario.traffic, surges: [surge] },
      events: [
        event('lost', 10, { until: at(15) }),
        event('half', 20, {
          action: 'scale',
          target: { kind: 'backend', ids: ['a', 'b', 'c', 'd', 'e'] },
          capacityScaler: 0.5,
        }),
        event('lighter', 30, {
          action: 'scale',
          target: { kind: 'gfe', ids: ['icn/3'] },
          weight: 0.25,
          designIds: ['spray'],
        }),
        event('flood', 40, {
          action: 'attack',
          target: { kind: 'service', ids: [] },
          frontEnd: { kind: 'synFlood', perSecond: 100_000_000_000 },
        }),
      ],
    });
    expect(described).toEqual([
      { id: 'lost', kind: 'fail', startMs: 10_000, endMs: 15_000, label: 'fail region asia' },
      { id: 'evening', kind: 'surge', startMs: 20_000, endMs: 33_000, label: 'surge to 4x in seoul' },
      {
        id: 'half',
        kind: 'scale',
        startMs: 20_000,
        endMs: null,
        label: 'scale backend a, b, c and 2 more to capacity scaler 0.5',
      },
      {
        id: 'lighter',
        kind: 'scale',
        startMs: 30_000,
        endMs: null,
        label: 'scale gfe icn/3 to 0.25x weight (only spray)',
      },
      { id: 'flood', kind: 'attack', startMs: 40_000, endMs: null, label: 'SYN flood of 100,000,000,000/s' },
    ]);
  });
});

describe('describeSubject', () => {
  it.each([
    ['timedOut', 'number of connections timed out'],
    ['failed{home: us}', 'number of connections that failed at home in us'],
    ['sent{zone: asia-a}', 'number of connections sent to a backend in asia-a'],
    ['offered{outcome: [dropped, timedOut]}', 'number of connections offered (dropped, timed out)'],
    [
      'share(broken{cause: drained, backend: web-us})',
      'share of open connections broken (closed after draining) at web-us',
    ],
    ['rate(completed{metro: [seoul, boston]})', 'rate of connections completed from seoul, boston'],
    ['p99.9(latency)', 'p99.9 latency'],
    ['p7(latency)', 'p7 latency'],
    ['mean(latency{region: asia})', 'mean latency in asia'],
    ['max(latency{design: spray})', 'highest latency with spray'],
    ['max(utilisation{backend: web-us})', 'highest utilisation at web-us'],
    ['min(seenHealthy)', 'lowest number of members seen healthy'],
    ['p95(rate(established{region: us}))', 'p95 rate of connections established in us by interval'],
    ['imbalance(zones{region: asia})', 'imbalance of zones in asia'],
    ['peakToMean(members)', 'peak to mean of members'],
    ['moved(established{region: us})', 'number of established connections that moved in us'],
    ['time_to(seenHealthy{backend: web-us} == 0)', 'time until number of members seen healthy at web-us is exactly 0'],
    [
      'time_to(rate(established{region: us}) > 0.5 * rate(offered), settled)',
      'time until rate of connections established in us by interval is over 0.5 x rate of connections offered by interval for good',
    ],
    ['time_to(utilisation >= 90%)', 'time until utilisation is at least 90%'],
    [
      'established{zone: asia-a} / established',
      'number of connections established in asia-a over number of connections established',
    ],
    ['p99(latency) - p50(latency)', 'p99 latency minus p50 latency'],
  ])('%s', (text, words) => {
    expect(describeSubject(sampleStatement(`${text} > 0`).subject)).toBe(words);
  });
});
