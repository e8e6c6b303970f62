/**
 * Goal: sound files give the scenario they describe: defaults, units, references, inheritance
 * between designs and files, overrides.
 * Method: small files, and the fields of the resolved scenario that each is about.
 */
import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../../sim/kernel/time.ts';
import { formatProblem } from '../../../sim/scenario/problem.ts';
import { edited, GOOD_FILES, goodText, load, loadSound } from './fixtures.ts';

const EXAMPLE = goodText('region-at-capacity.yaml');
const MINIMAL = goodText('minimal.yaml');

describe('sound files', () => {
  it.each(GOOD_FILES)('%s loads without problems', (file) => {
    const result = load(goodText(file));
    expect(result.ok ? result.warnings : result.problems.map(formatProblem)).toEqual([]);
  });

  it('JSON is read as YAML', () => {
    const result = load(MINIMAL);
    if (!result.ok) throw new Error('the minimal file is sound');
    expect(loadSound(JSON.stringify(result.normalised))).toEqual(result.scenario);
  });
});

describe('defaults', () => {
  const scenario = loadSound(MINIMAL);

  it('fills the sections that are left out', () => {
    expect(scenario.time).toEqual({
      duration: 5 * MINUTE,
      warmup: 0,
      interval: 10 * SECOND,
      startsAtUtcMinute: 0,
      phases: [],
    });
    expect(scenario.world).toEqual({
      extends: 'gcp',
      metroIds: null,
      metroWeights: 'internetUsers',
      networksPerMetro: 3,
      resolversPerNetwork: 4,
      catchment: 'cdn-2021',
      preferences: {},
      popIds: null,
      seed: 'gcp',
    });
    expect(scenario.experiment).toEqual({ baseline: null, replications: 1, seed: '1' });
    expect(scenario.windows).toEqual([{ id: 'all', start: 0, end: 5 * MINUTE }]);
    expect(scenario.events).toEqual([]);
    expect(scenario.expectations).toEqual([]);
  });

  it('gives the design the shipped edge and the Compute API defaults', () => {
    const [design] = scenario.designs;
    expect(design).toMatchObject({
      id: 'proxy',
      serviceLbPolicy: {
        loadBalancingAlgorithm: 'WATERFALL_BY_REGION',
        failoverHealthThreshold: 70,
        autoCapacityDrain: { isEnabled: false, limit: 'belowHalf' },
        isolation: { granularity: 'UNSPECIFIED', mode: 'NEAREST' },
      },
      edge: { maglevMachines: 4, gfes: 8, tableSize: 65_537 },
      connectTimeout: 5 * SECOND,
    });
    expect(design!.service).toMatchObject({
      loadBalancingScheme: 'EXTERNAL_MANAGED',
      networkTier: 'PREMIUM',
      sessionAffinity: 'NONE',
      localityLbPolicy: 'ROUND_ROBIN',
      tls: 'none',
      connectionDraining: { drainingTimeout: 300 * SECOND },
      healthCheck: { checkInterval: 5 * SECOND, timeout: 5 * SECOND, healthyThreshold: 2, unhealthyThreshold: 2 },
    });
  });
});

describe('conformance G5: ports of the classic proxy', () => {
  const classic = (port: number) => edited(MINIMAL, ['port: 8080', `port: ${port}\n  loadBalancingScheme: EXTERNAL`]);
  const allowed = [
    25, 43, 110, 143, 195, 443, 465, 587, 700, 993, 995, 1883, 3389, 5222, 5432, 5671, 5672, 5900, 5901, 6379, 8085,
    8099, 9092, 9200, 9300,
  ];

  it('takes each of the 25 ports and none of their neighbours', () => {
    const tried = new Set([1, 22, 80, 65_535, ...allowed.flatMap((port) => [port - 1, port, port + 1])]);
    const taken = [...tried].sort((a, b) => a - b).filter((port) => load(classic(port)).ok);
    expect(taken).toEqual(allowed);
  });

  it('EXTERNAL_MANAGED takes any', () => {
    for (const port of [1, 80, 444, 65_535]) expect(loadSound(edited(MINIMAL, ['8080', String(port)]))).toBeTruthy();
  });
});

describe('conformance G2: tiers', () => {
  it('Premium takes backends in several regions', () => {
    const regions = new Set(loadSound(EXAMPLE).designs[0]!.service.backends.map((backend) => backend.region));
    expect([...regions]).toEqual(['asia-northeast3', 'asia-northeast1', 'us-central1']);
  });
});

describe('conformance G35: CONNECTION takes exactly one target capacity, of the kind that fits', () => {
  const zonal = 'zone: us-central1-a';
  const cases = [
    { place: zonal, field: 'maxConnections', kind: 'INSTANCE_GROUP' },
    { place: zonal, field: 'maxConnectionsPerInstance', kind: 'INSTANCE_GROUP' },
    { place: zonal, field: 'maxConnectionsPerEndpoint', kind: 'NETWORK_ENDPOINT_GROUP' },
    {
      place: 'zone: us-central1-a, type: NETWORK_ENDPOINT_GROUP',
      field: 'maxConnections',
      kind: 'NETWORK_ENDPOINT_GROUP',
    },
    { place: 'region: us-central1', field: 'maxConnectionsPerInstance', kind: 'REGIONAL_INSTANCE_GROUP' },
  ];

  it.each(cases)('$field of $kind', ({ place, field, kind }) => {
    const text = edited(MINIMAL, [
      'zone: us-central1-a, members: 4, maxConnections: 1k',
      `${place}, members: 4, ${field}: 30`,
    ]);
    expect(loadSound(text).designs[0]!.service.backends[0]).toMatchObject({
      kind,
      capacityField: field,
      capacityValue: 30,
      capacityScaler: 1,
    });
  });

  it('spreads a regional group over its zones, as even as whole members allow', () => {
    const text = edited(MINIMAL, [
      'zone: us-central1-a, members: 4, maxConnections: 1k',
      'region: us-central1, members: 6, maxConnectionsPerInstance: 1',
    ]);
    expect(loadSound(text).designs[0]!.service.backends[0]!.zones).toEqual([
      { zone: 'us-central1-a', members: 2 },
      { zone: 'us-central1-b', members: 2 },
      { zone: 'us-central1-c', members: 1 },
      { zone: 'us-central1-f', members: 1 },
    ]);
  });

  it('keeps zones without members, for those that may come', () => {
    const text = edited(MINIMAL, [
      'zone: us-central1-a, members: 4, maxConnections: 1k',
      'region: us-central1, members: 1, maxConnectionsPerInstance: 1',
    ]);
    expect(loadSound(text).designs[0]!.service.backends[0]!.zones).toEqual([
      { zone: 'us-central1-a', members: 1 },
      { zone: 'us-central1-b', members: 0 },
      { zone: 'us-central1-c', members: 0 },
      { zone: 'us-central1-f', members: 0 },
    ]);
  });
});

describe('policies that follow from the scheme and the affinity', () => {
  const policyOf = (line: string) =>
    loadSound(edited(MINIMAL, ['port: 8080', `port: 443\n  ${line}`])).designs[0]!.service;

  it('affinity hashes, no affinity takes turns, the classic proxy always hashes', () => {
    expect(policyOf('sessionAffinity: CLIENT_IP').localityLbPolicy).toBe('MAGLEV');
    expect(policyOf('sessionAffinity: NONE').localityLbPolicy).toBe('ROUND_ROBIN');
    expect(policyOf('loadBalancingScheme: EXTERNAL').localityLbPolicy).toBe('MAGLEV');
  });

  it('warns where affinity has no effect', () => {
    const result = load(
      edited(MINIMAL, ['port: 8080', 'port: 443\n  sessionAffinity: CLIENT_IP\n  localityLbPolicy: RANDOM']),
    );
    expect(result.ok && result.warnings.map(formatProblem)).toEqual([
      's.yaml:9:21 warning service.localityLbPolicy: session affinity takes effect only with MAGLEV or RING_HASH, not with RANDOM',
    ]);
  });

  it('TLS 1.3 with SSL unless another is set', () => {
    const ssl = (extra: string) =>
      loadSound(edited(MINIMAL, ['protocol: TCP', `protocol: SSL${extra}`])).designs[0]!.service.tls;
    expect(ssl('')).toBe('1.3');
    expect(ssl('\n  tls: 1.2')).toBe('1.2');
  });
});

describe('what the cloud would refuse and a simulator can still show', () => {
  it.each([
    ['port: 8080', 'port: 443\n  loadBalancingScheme: EXTERNAL', 'with scheme EXTERNAL'],
    [
      'zone: us-central1-a, members: 4, maxConnections: 1k',
      'region: us-central1, members: 4, maxConnectionsPerInstance: 9',
      'with regional instance groups',
    ],
  ])('a policy %s -> %s is a warning', (find, replace, reason) => {
    const policy = 'serviceLbPolicy: { loadBalancingAlgorithm: SPRAY_TO_WORLD }';
    const result = load(edited(MINIMAL, [find, replace], ['kind: anycastProxy', `kind: anycastProxy, ${policy}`]));
    expect(result.ok && result.warnings.map(({ message }) => message)).toEqual([
      `Google Cloud does not offer SPRAY_TO_WORLD ${reason}; simulated all the same`,
    ]);
  });
});

describe('service load balancing policy', () => {
  function loaded(policy: string, port = 'port: 8080') {
    const result = load(edited(MINIMAL, ['port: 8080', port], ['kind: anycastProxy', `kind: anycastProxy, ${policy}`]));
    if (!result.ok) throw new Error(result.problems.map(formatProblem).join('\n'));
    const warnings = result.warnings.map(({ message }) => message);
    return { policy: result.scenario.designs[0]!.serviceLbPolicy, warnings };
  }

  it('conflict (c): the failover threshold is 70, on the classic proxy 50', () => {
    expect(loaded('connectTimeout: 5s').policy.failoverHealthThreshold).toBe(70);
    const classic = loaded('connectTimeout: 5s', 'port: 443\n  loadBalancingScheme: EXTERNAL');
    expect(classic.policy.failoverHealthThreshold).toBe(50);
  });

  it.each([
    ['isolationMode: STRICT', 'nothing is isolated: that takes isolationGranularity REGION'],
    [
      'isolationGranularity: REGION, isolationMode: STRICT',
      'Google Cloud describes STRICT only for internal load balancers made of Envoy proxies; simulated all the same',
    ],
    ['isolationGranularity: REGION', null],
  ])('isolation { %s } warns: %s', (isolation, warning) => {
    const { warnings } = loaded(`serviceLbPolicy: { isolationConfig: { ${isolation} } }`);
    expect(warnings).toEqual(warning === null ? [] : [warning]);
  });
});

describe('balancing modes', () => {
  const WEB = 'zone: us-central1-a, members: 4, maxConnections: 1k';

  function modesOf(backend: string, service = ''): { mode: string; warnings: readonly string[] } {
    const result = load(edited(MINIMAL, ['port: 8080', `port: 8080${service}`], [WEB, backend]));
    if (!result.ok) throw new Error(result.problems.map(formatProblem).join('\n'));
    const { balancingMode } = result.scenario.designs[0]!.service.backends[0]!;
    return { mode: balancingMode, warnings: result.warnings.map(({ message }) => message) };
  }

  it.each([
    ['a target of connections', 'maxConnections: 9', '', 'CONNECTION'],
    ['a target utilisation', 'maxUtilization: 70%', '', 'UTILIZATION'],
    [
      'a target utilisation beside an amount',
      'maxConnections: 9',
      '\n  omittedBalancingMode: UTILIZATION',
      'UTILIZATION',
    ],
    ['nothing, where Terraform fills in', 'capacityScaler: 1', '\n  omittedBalancingMode: UTILIZATION', 'UTILIZATION'],
  ])('a backend that names none and has %s', (_, target, service, mode) => {
    expect(modesOf(`zone: us-central1-a, members: 4, ${target}`, service)).toEqual({ mode, warnings: [] });
  });

  it('UTILIZATION has the target that the cloud fills in', () => {
    const text = edited(MINIMAL, [WEB, 'zone: us-central1-a, members: 4, balancingMode: UTILIZATION']);
    expect(loadSound(text).designs[0]!.service.backends[0]!.maxUtilization).toBe(0.8);
  });

  it('UTILIZATION with a NEG, or with affinity, is a warning', () => {
    const neg = 'zone: us-central1-a, members: 4, type: NETWORK_ENDPOINT_GROUP, balancingMode: UTILIZATION';
    expect(modesOf(neg).warnings).toEqual([
      'Google Cloud does not offer UTILIZATION with a NEG; simulated all the same',
    ]);
    expect(
      modesOf('zone: us-central1-a, members: 4, maxUtilization: 0.5', '\n  sessionAffinity: CLIENT_IP').warnings,
    ).toEqual(['UTILIZATION is meant for session affinity NONE: affinity keeps it from evening out']);
  });

  it('maxUtilization with RATE is taken and ignored', () => {
    const text = edited(
      MINIMAL,
      ['protocol: TCP', 'protocol: HTTP2'],
      [WEB, 'zone: us-central1-a, members: 4, balancingMode: RATE, maxRate: 10, maxUtilization: 0.5'],
    );
    const result = load(text);
    expect(result.ok && result.warnings.map(({ message }) => message)).toEqual([
      'maxUtilization is ignored with RATE, as the cloud does',
    ]);
    expect(loadSound(text).designs[0]!.service.backends[0]).toMatchObject({ capacityValue: 10, maxUtilization: null });
  });
});

describe('weights', () => {
  it('a map of weights names the metros', () => {
    const text = edited(
      EXAMPLE,
      ['    metros: [seoul, busan, tokyo, boston]\n', ''],
      ['weight: internetUsers', 'weight: { seoul: 2, tokyo: 1 }'],
    );
    expect(loadSound(text).world.metroIds).toEqual(['seoul', 'tokyo']);
  });
});
