/**
 * Goal: every key of the format reaches the resolved scenario.
 * Method: one file that sets each key to a value that is not its default, compared part by part.
 */
import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../../sim/kernel/time.ts';
import { goodText, loadSound } from './fixtures.ts';

const EVERY_KEY = goodText('every-key.yaml');

describe('every key', () => {
  const scenario = loadSound(EVERY_KEY);
  const [second, first, third] = scenario.designs;

  it('reaches time, world and traffic', () => {
    expect(scenario.time).toEqual({
      duration: 90 * MINUTE,
      warmup: 150 * SECOND,
      interval: 15 * SECOND,
      startsAtUtcMinute: 4 * 1_440 + 18 * 60 + 45,
      phases: [{ id: 'calm', start: 3 * MINUTE, end: 4 * MINUTE }],
    });
    expect(scenario.world).toEqual({
      extends: 'gcp',
      metroIds: ['seoul', 'busan', 'tokyo'],
      metroWeights: { seoul: 3, busan: 1, tokyo: 2.5 },
      networksPerMetro: 2,
      resolversPerNetwork: 5,
      catchment: 'root-dns',
      preferences: { seoul: ['nrt', 'icn'], 'busan/1': ['kix'] },
      popIds: ['icn', 'nrt', 'kix'],
      seed: 'another-map',
    });
    expect(scenario.traffic).toEqual({
      connectionsPerSecond: 25,
      hold: { kind: 'uniform', lowUs: 1e6, highUs: 60e6 },
      shape: 'work',
      clients: {
        count: 25_000,
        activity: { kind: 'zipf', exponent: 0.9 },
        lifetime: { kind: 'exponential', meanUs: 30 * 24 * HOUR },
      },
      ipv6Share: 0.35,
      slowClients: { count: 2_000, holding: 'idle', at: 90 * SECOND },
      idle: { kind: 'exponential', meanUs: 5e6 },
      payload: { requestBytes: 1_500, responseBytes: 102_400 },
      surges: [
        {
          id: 'morning',
          at: 5 * MINUTE,
          metroIds: ['seoul', 'tokyo'],
          peak: 2.5,
          rise: MINUTE,
          hold: 10 * MINUTE,
          decay: 90 * SECOND,
        },
        {
          id: 'rush',
          at: 50 * MINUTE,
          metroIds: ['seoul', 'busan', 'tokyo'],
          peak: 3,
          rise: 0,
          hold: 5 * MINUTE,
          decay: 0,
        },
      ],
    });
  });

  it('reaches the service of the first design as written', () => {
    expect(first!.service).toMatchObject({
      protocol: 'SSL',
      port: 9999,
      tls: '1.2',
      localityLbPolicy: 'LEAST_REQUEST',
    });
    expect(first!.service.connectionDraining).toEqual({
      drainingTimeout: HOUR,
      sharedWith: [100 * SECOND, 200 * SECOND],
      closeWithin: 5 * MINUTE,
      closing: 'spread',
      onDetach: false,
      terminationDelay: 20 * SECOND,
    });
    expect(first!.service.backends.map(({ id, kind, capacityScaler }) => [id, kind, capacityScaler])).toEqual([
      ['group', 'INSTANCE_GROUP', 1],
      ['neg', 'NETWORK_ENDPOINT_GROUP', 0.5],
      ['regional', 'REGIONAL_INSTANCE_GROUP', 0.25],
    ]);
    expect(first!.service.backends[0]!.member).toEqual({
      discipline: 'processorSharing',
      workers: 8,
      backlog: 64,
      startup: 45 * SECOND,
      serviceTime: { kind: 'exponential', meanUs: 12_500 },
      customMetrics: { queue: { idle: 0.05, perConnection: 0.02 } },
      listensOn: [8080, 8443],
      speaks: 'TCP',
      proxyHeader: 'NONE',
      perClientLimit: 20,
    });
    expect(first!.service.backends.map(({ autoscaler }) => autoscaler)).toEqual([
      null,
      null,
      {
        minMembers: 4,
        maxMembers: 20,
        mode: 'ONLY_SCALE_OUT',
        cpuUtilization: 0.6,
        loadBalancingUtilization: null,
        openConnections: 30,
        initialization: 90 * SECOND,
        stabilization: 5 * MINUTE,
        interval: 30 * SECOND,
        scaleInControl: { maxScaledIn: { kind: 'share', value: 0.1 }, timeWindow: 10 * MINUTE },
      },
    ]);
    expect(first!.service.backends[2]!.member).toMatchObject({
      discipline: 'processorSharing',
      workers: 50,
      backlog: 16,
    });
    expect(first!.service.backends.map(({ preference }) => preference)).toEqual(['DEFAULT', 'PREFERRED', 'DEFAULT']);
    expect(second!.serviceLbPolicy).toEqual({
      loadBalancingAlgorithm: 'WATERFALL_BY_ZONE',
      failoverHealthThreshold: 60,
      autoCapacityDrain: { isEnabled: true, limit: 'atMostHalf' },
      isolation: { granularity: 'REGION', mode: 'NEAREST' },
    });
    expect(first!.edge).toMatchObject({
      maglevMachines: 6,
      gfes: 12,
      tableSize: 131_071,
      connectionTable: { entries: 50_000, expiry: 2 * MINUTE },
      ecmp: 'resilient',
      backendUpdate: { delay: SECOND / 4, spread: 4 * SECOND },
    });
    expect(first!.responseTimeout).toEqual({ after: 8 * SECOND, work: 'dropped' });
    expect(first!.packetRate).toEqual({ server: 300_000, balancer: 200_000, maglev: 9e6 });
    expect(first!.synRetransmission).toBe('exponential');
    expect(first!.labels).toEqual({ table: 'on', 'front-ends': 'one of 12 lost' });
  });

  it('reaches what lets backends be reached', () => {
    const { firewall, portName, proxyHeader, ipAddressSelectionPolicy, network, backends } = first!.service;
    expect([portName, proxyHeader, ipAddressSelectionPolicy, network]).toEqual([
      'web',
      'PROXY_V1',
      'PREFER_IPV6',
      'prod',
    ]);
    expect(first!.service.outlierDetection).toEqual({
      consecutiveErrors: 6,
      enforcingConsecutiveErrors: 0.1,
      consecutiveGatewayFailure: 4,
      enforcingConsecutiveGatewayFailure: 0.9,
      interval: 2 * SECOND,
      baseEjectionTime: 20 * SECOND,
      maxEjectionShare: 0.4,
      successRateMinimumHosts: 3,
      successRateRequestVolume: 50,
      successRateStdevFactor: 1.5,
      enforcingSuccessRate: 0.8,
    });
    expect([first, second].map((design) => design!.service.circuitBreakers.maxConnections)).toEqual([1_024, 2_000]);
    const { timeout, idleTimeoutFrom, address, ipVersions } = first!.service;
    expect([timeout, idleTimeoutFrom, address, ipVersions]).toEqual([45 * SECOND, 'draining', 'ephemeral', ['IPV4']]);
    const ofFrontEnds = ['synFlood', 'scan', 'recreate', 'push'];
    const happenings = scenario.events.flatMap(({ frontEnd }) => frontEnd ?? []);
    expect(happenings.filter(({ kind }) => ofFrontEnds.includes(kind))).toEqual([
      { kind: 'synFlood', perSecond: 2e6 },
      { kind: 'scan', connections: 300 },
      { kind: 'recreate', dnsTtl: 5 * MINUTE },
      { kind: 'push', protocol: 'TCP', unreachable: 1.5 * MINUTE },
    ]);
    expect(firewall.map(({ sourceRanges, ports }) => [sourceRanges.map(({ text }) => text), ports])).toEqual([
      [['35.191.0.0/16'], 'all'],
      [
        ['130.211.0.0/22', '2600:2d00:1:1::/64'],
        [
          { from: 443, to: 443 },
          { from: 8000, to: 8100 },
        ],
      ],
    ]);
    expect(backends.map(({ port, ipStack }) => [port, ipStack])).toEqual([
      [8080, 'DUAL'],
      [8443, 'IPV4'],
      [8081, 'IPV4'],
    ]);
    expect(backends[0]!.namedPorts).toEqual({ web: 8080, admin: 9090 });
    expect(second!.service.backends.find(({ id }) => id === 'extra')!.port).toBe(8082);
  });

  it('merges the changes of a design deeply, replaces distributions whole, and deletes with null', () => {
    expect(second!.service.port).toBe(443);
    expect(second!.service.healthCheck).toMatchObject({
      checkInterval: 30 * SECOND,
      timeout: 3 * SECOND,
      healthyThreshold: 3,
      unhealthyThreshold: 4,
      probers: 7,
      quorum: 2,
      type: 'SSL',
      port: null,
      proxyHeader: 'PROXY_V1',
    });
    expect(
      second!.service.backends.map(({ id, capacityField, capacityValue }) => [id, capacityField, capacityValue]),
    ).toEqual([
      ['group', 'maxConnectionsPerInstance', 90],
      ['neg', 'maxConnectionsPerEndpoint', 40],
      ['extra', 'maxConnections', 7],
      ['used', 'maxConnections', 9],
      ['told', null, 0],
    ]);
    expect(second!.service.backends[0]!.member).toMatchObject({
      workers: 3,
      serviceTime: { kind: 'lognormal', medianUs: 8_000 },
    });
  });

  it('reaches every balancing mode and target', () => {
    const capacityOf = (designId: string, backendId: string) =>
      scenario.designs.find(({ id }) => id === designId)!.service.backends.find(({ id }) => id === backendId);
    expect(capacityOf('second', 'used')).toMatchObject({ balancingMode: 'UTILIZATION', maxUtilization: 0.6 });
    expect(capacityOf('second', 'told')).toMatchObject({
      balancingMode: 'CUSTOM_METRICS',
      customMetrics: [{ name: 'queue', maxUtilization: 0.7, dryRun: false }],
    });
    const web = scenario.designs.find(({ id }) => id === 'web')!;
    expect(web.service.protocol).toBe('HTTPS');
    expect(
      web.service.backends.map((backend) => [
        backend.id,
        backend.balancingMode,
        backend.capacityField,
        backend.capacityValue,
        backend.trafficDuration,
      ]),
    ).toEqual([
      ['group', 'RATE', 'maxRate', 90, 'SHORT'],
      ['neg', 'RATE', 'maxRatePerEndpoint', 12.5, 'SHORT'],
      ['regional', 'RATE', 'maxRatePerInstance', 7, 'SHORT'],
      ['long', 'IN_FLIGHT', 'maxInFlightRequests', 7, 'LONG'],
      ['long-each', 'IN_FLIGHT', 'maxInFlightRequestsPerInstance', 3, 'LONG'],
      ['long-neg', 'IN_FLIGHT', 'maxInFlightRequestsPerEndpoint', 4, 'LONG'],
    ]);
  });

  it('passes on what a design inherits from a design that inherits', () => {
    expect(third!.edge).toEqual({
      ...first!.edge,
      maglevMachines: 2,
      connectionTable: { entries: 0, expiry: 2 * MINUTE },
    });
    expect(third!.labels).toEqual({ table: 'off', 'front-ends': 'one of 12 lost' });
    expect(third!.service.backends.map(({ id, capacityScaler }) => [id, capacityScaler])).toEqual([
      ['group', 1],
      ['neg', 0],
      ['extra', 1],
      ['used', 1],
      ['told', 1],
    ]);
    expect(third!.propagation).toEqual({ delay: 2 * SECOND, spread: 90 * SECOND });
    expect(third!.loadReport).toEqual({
      interval: 20 * SECOND,
      delay: 7 * SECOND,
      rateWindow: 12 * SECOND,
      correction: { gain: 0.25, most: 3 },
    });
  });

  it('orders events by time, then as written, with their targets spelt out', () => {
    expect(
      scenario.events.map(({ id, at, until, action, target }) => [
        id,
        at / MINUTE,
        until && until / MINUTE,
        action,
        target,
      ]),
    ).toEqual([
      ['zone-down', 20, 25, 'fail', { kind: 'zone', ids: ['asia-northeast1-b'] }],
      ['one-member', 20, null, 'fail', { kind: 'member', ids: ['neg/3', 'regional/asia-northeast2-a/0'] }],
      ['route', 30, 32, 'withdraw', { kind: 'pop', ids: ['icn', 'nrt'] }],
      ['route-back', 31, null, 'announce', { kind: 'pop', ids: ['icn'] }],
      ['roll', 40, 50, 'drain', { kind: 'region', ids: ['asia-northeast3'] }],
      ['scaled', 45, null, 'scale', { kind: 'backend', ids: ['neg'] }],
      ['lighter', 46, null, 'scale', { kind: 'gfe', ids: ['icn/10', 'icn/11'] }],
      ['machine', 47, 48, 'fail', { kind: 'maglev', ids: ['icn/5', 'nrt/0'] }],
      ['front-end', 48, null, 'drain', { kind: 'gfe', ids: ['icn/11', 'nrt/11', 'kix/11'] }],
      ['second-layer', 49, null, 'drain', { kind: 'secondLayer', ids: ['asia-northeast3/0', 'asia-northeast1/8'] }],
      // Two machines, half a minute each, two minutes between them.
      ['roll-out', 50, 53, 'upgrade', { kind: 'pop', ids: ['icn'] }],
      // Seven members, five seconds each, ten between them.
      ['one-by-one', 50, 3_095 / 60, 'restart', { kind: 'backend', ids: ['neg'] }],
      ['split', 51, 52, 'partition', { kind: 'member', ids: ['neg/0'] }],
      ['bad', 51, 52, 'degrade', { kind: 'backend', ids: ['neg'] }],
      ['flood', 55, 56, 'attack', { kind: 'service', ids: [] }],
      ['at-one', 55, 56, 'attack', { kind: 'member', ids: ['neg/0'] }],
      ['asked', 55, 56, 'attack', { kind: 'service', ids: [] }],
      ['at-known', 55, 56, 'attack', { kind: 'service', ids: [] }],
      ['walled', 55, 55.5, 'firewall', { kind: 'backend', ids: ['neg'] }],
      ['stale', 55, null, 'certificate', { kind: 'member', ids: ['neg/0'] }],
      ['unnamed', 55, 57, 'dns', { kind: 'member', ids: ['neg/1'] }],
      ['scanned', 56, null, 'scan', { kind: 'service', ids: [] }],
      ['rule', 57, null, 'recreate', { kind: 'service', ids: [] }],
      ['spoken', 58, null, 'push', { kind: 'service', ids: [] }],
      ['later', 60, null, 'recover', { kind: 'backend', ids: ['group', 'neg'] }],
      ['grown', 61, 81, 'scale', { kind: 'backend', ids: ['neg'] }],
      ['apart', 62, 67, 'detach', { kind: 'backend', ids: ['neg'] }],
      ['together', 66, null, 'attach', { kind: 'zone', ids: ['asia-northeast1-b'] }],
      ['over', 68, null, 'rollout', { kind: 'service', ids: [] }],
      ['replaced', 71, null, 'rollingUpdate', { kind: 'backend', ids: ['neg'] }],
      ['tier-down', 72, 73, 'fail', { kind: 'tier', ids: ['asia-northeast3/apache/3', 'new/asia-northeast3/nginx/5'] }],
    ]);
    expect(scenario.events.map(({ capacityScaler, weight }) => capacityScaler ?? weight)).toEqual([
      ...[null, null, null, null, null, 0.1, 0.35],
      ...Array.from({ length: 24 }, () => null),
    ]);
    expect(scenario.events.map(({ designIds }) => designIds)).toEqual([
      ...[null, null, null, null, null, null, null, null],
      ...[['third', 'first'], null, ['third']],
      ...Array.from({ length: 12 }, () => null),
      ['third'],
      ...Array.from({ length: 7 }, () => null),
    ]);
    const attack = (id: string): unknown => scenario.events.find((event) => event.id === id)!.frontEnd;
    expect(attack('at-one')).toEqual({
      kind: 'flood',
      perSecond: 5e6,
      metroIds: ['busan', 'tokyo'],
      isOnCollected: false,
      followEvery: 20 * SECOND,
    });
    expect(attack('walled')).toEqual({ kind: 'firewall', metroIds: ['busan'], missing: 0.125 });
    expect([attack('stale'), attack('unnamed')]).toMatchObject([{ fault: 'revoked' }, { kind: 'dns', fault: 'gone' }]);
    expect(attack('asked')).toEqual({ kind: 'asks', perSecond: 4_000, metroIds: ['seoul'] });
    expect(attack('at-known')).toMatchObject({ isOnCollected: true, followEvery: null, metroIds: null });
    expect(scenario.events.find(({ id }) => id === 'grown')!.members).toEqual({ count: 12, startup: 90 * SECOND });
    expect(scenario.events.find(({ id }) => id === 'replaced')!.rollingUpdate).toEqual({
      maxSurge: { kind: 'count', value: 2 },
      maxUnavailable: { kind: 'share', value: 0.4 },
      startup: 4 * SECOND,
      attachDelay: 15 * SECOND,
      detachDelay: 2 * SECOND,
      pod: { preStop: 3 * SECOND, terminationGracePeriod: 45 * SECOND },
      minReady: 6 * SECOND,
      readinessGate: false,
      order: 'zoneByZone',
    });
    expect(scenario.events[10]!.upgrade).toEqual({ downtime: 30 * SECOND, gap: 2 * MINUTE });
    expect(scenario.events[11]!.upgrade).toEqual({ downtime: 5 * SECOND, gap: 10 * SECOND });
    expect(scenario.events[11]!.faultWay).toBe('silent');
    expect(scenario.events.slice(0, 3).map(({ faultWay }) => faultWay)).toEqual(['silent', 'refusing', null]);
    expect(scenario.events[13]!.degradation).toEqual({ errorShare: 0.125, slowdown: 5, passesProbes: false });
  });

  it('makes one window for each span asked about', () => {
    expect(scenario.windows.map(({ id, start, end }) => [id, start / SECOND, end / SECOND])).toEqual([
      ['all', 150, 5_400],
      ['zone-down+45s', 1_245, 1_500],
      ['10m..20m', 600, 1_200],
      ['rush', 3_000, 3_300],
      ['morning+1m', 420, 960],
      ['morning', 360, 960],
    ]);
  });

  it('asks a comparison with the baseline of the other designs only', () => {
    expect(scenario.experiment).toEqual({ baseline: 'first', replications: 4, seed: 'forty-two' });
    expect(scenario.expectations.find(({ id }) => id === 'f')).toMatchObject({
      designIds: ['second', 'third', 'web', 'tiered', 'told'],
      subject: { kind: 'single', quantity: { measure: { kind: 'latency', statistic: { kind: 'mean' } } } },
      bound: { of: 'baseline', factor: 1.1 },
    });
  });

  it('knows which connections to explain', () => {
    expect(scenario.explain).toEqual([
      {
        id: 'who',
        designId: 'third',
        metroId: 'tokyo',
        at: 20.5 * MINUTE,
        until: 21 * MINUTE,
        count: 7,
      },
      {
        id: 'seoul-50m',
        designId: null,
        metroId: 'seoul',
        at: 50 * MINUTE,
        until: 50 * MINUTE + 10 * SECOND,
        count: 1,
      },
    ]);
  });
});
