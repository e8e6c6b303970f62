/**
 * Goal: sound files give the scenario they describe: defaults, units, references, inheritance between designs and files, overrides.
 * Method: small files, and the fields of the resolved scenario that each is about.
 */
import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../../sim/kernel/time.ts';
import { loadScenario } from '../../../sim/scenario/load-scenario.ts';
import { formatProblem } from '../../../sim/scenario/problem.ts';
import { edited, GOOD_FILES, goodText, load, loadSound, WORLDS } from './fixtures.ts';

const EXAMPLE = goodText('region-at-capacity.yaml');
const MINIMAL = goodText('minimal.yaml');
const EVERY_KEY = goodText('every-key.yaml');

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
      serviceLbPolicy: { loadBalancingAlgorithm: 'WATERFALL_BY_REGION' },
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

  it('leaves out zones without members', () => {
    const text = edited(MINIMAL, [
      'zone: us-central1-a, members: 4, maxConnections: 1k',
      'region: us-central1, members: 1, maxConnectionsPerInstance: 1',
    ]);
    expect(loadSound(text).designs[0]!.service.backends[0]!.zones).toEqual([{ zone: 'us-central1-a', members: 1 }]);
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
      's.yaml:9:21 warning service.localityLbPolicy: session affinity takes effect only with MAGLEV, not with RANDOM',
    ]);
  });

  it('TLS 1.3 with SSL unless another is set', () => {
    const ssl = (extra: string) =>
      loadSound(edited(MINIMAL, ['protocol: TCP', `protocol: SSL${extra}`])).designs[0]!.service.tls;
    expect(ssl('')).toBe('1.3');
    expect(ssl('\n  tls: 1.2')).toBe('1.2');
  });
});

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
      catchment: 'root-dns',
      preferences: { seoul: ['nrt', 'icn'], 'busan/1': ['kix'] },
      popIds: ['icn', 'nrt', 'kix'],
      seed: 'another-map',
    });
    expect(scenario.traffic).toEqual({
      connectionsPerSecond: 25,
      hold: { kind: 'uniform', lowUs: 1e6, highUs: 60e6 },
      shape: 'work',
      clientCount: 25_000,
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
    expect(first!.service.connectionDraining.drainingTimeout).toBe(HOUR);
    expect(first!.service.backends.map(({ id, kind, capacityScaler }) => [id, kind, capacityScaler])).toEqual([
      ['group', 'INSTANCE_GROUP', 1],
      ['neg', 'NETWORK_ENDPOINT_GROUP', 0.5],
      ['regional', 'REGIONAL_INSTANCE_GROUP', 0.25],
    ]);
    expect(first!.service.backends[0]!.member).toEqual({
      discipline: 'processorSharing',
      workers: 8,
      backlog: 64,
      serviceTime: { kind: 'exponential', meanUs: 12_500 },
    });
    expect(first!.service.backends[2]!.member).toMatchObject({
      discipline: 'processorSharing',
      workers: 50,
      backlog: 16,
    });
    expect(first!.edge).toEqual({
      maglevMachines: 6,
      gfes: 12,
      tableSize: 131_071,
      connectionTable: { entries: 50_000, expiry: 2 * MINUTE },
    });
  });

  it('merges the changes of a design deeply, replaces distributions whole, and deletes with null', () => {
    expect(second!.service.port).toBe(443);
    expect(second!.service.healthCheck).toEqual({
      checkInterval: 30 * SECOND,
      timeout: 3 * SECOND,
      healthyThreshold: 3,
      unhealthyThreshold: 4,
    });
    expect(
      second!.service.backends.map(({ id, capacityField, capacityValue }) => [id, capacityField, capacityValue]),
    ).toEqual([
      ['group', 'maxConnectionsPerInstance', 90],
      ['neg', 'maxConnectionsPerEndpoint', 40],
      ['extra', 'maxConnections', 7],
    ]);
    expect(second!.service.backends[0]!.member).toMatchObject({
      workers: 3,
      serviceTime: { kind: 'lognormal', medianUs: 8_000 },
    });
  });

  it('passes on what a design inherits from a design that inherits', () => {
    expect(third!.edge).toEqual({ ...first!.edge, connectionTable: { entries: 0, expiry: 2 * MINUTE } });
    expect(third!.service.backends.map(({ id, capacityScaler }) => [id, capacityScaler])).toEqual([
      ['group', 1],
      ['neg', 0],
      ['extra', 1],
    ]);
    expect(third!.loadReport).toEqual({ interval: 20 * SECOND, delay: 7 * SECOND });
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
      ['route-back', 33, null, 'announce', { kind: 'pop', ids: ['icn'] }],
      ['roll', 40, 50, 'drain', { kind: 'region', ids: ['asia-northeast3'] }],
      ['scaled', 45, null, 'scale', { kind: 'backend', ids: ['neg'] }],
      ['later', 60, null, 'recover', { kind: 'backend', ids: ['group', 'neg'] }],
    ]);
    expect(scenario.events[5]!.capacityScaler).toBe(0.1);
  });

  it('makes one window for each span asked about', () => {
    expect(scenario.windows.map(({ id, start, end }) => [id, start / SECOND, end / SECOND])).toEqual([
      ['all', 150, 5_400],
      ['zone-down+45s', 1_245, 1_500],
      ['10m..20m', 600, 1_200],
      ['rush', 3_000, 3_300],
      ['morning+1m', 420, 960],
    ]);
  });

  it('asks a comparison with the baseline of the other designs only', () => {
    expect(scenario.experiment).toEqual({ baseline: 'first', replications: 4, seed: 'forty-two' });
    expect(scenario.expectations.find(({ id }) => id === 'f')).toMatchObject({
      designIds: ['second', 'third'],
      quantity: { kind: 'latencyMean' },
      bound: 1.1,
      timesBaseline: true,
    });
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

describe('overrides', () => {
  it('set a value, an item of a list by its id, a missing key, a map', () => {
    const scenario = loadSound(EXAMPLE, [
      'traffic.connections.rate=80/s',
      'events.lost.at=21m',
      'expect.0.severity=warn',
      'traffic.clients=50k',
      'designs.spray.edge={ gfes: 2 }',
      'service.backends.web-seoul.members=3',
    ]);
    expect(scenario.traffic.connectionsPerSecond).toBe(80);
    expect(scenario.traffic.clientCount).toBe(50_000);
    expect(scenario.events[0]!.at).toBe(21 * MINUTE);
    expect(scenario.expectations[0]!.severity).toBe('warn');
    expect(scenario.designs[1]!.edge.gfes).toBe(2);
    expect(scenario.designs[0]!.service.backends[0]!.zones[0]!.members).toBe(3);
  });

  it('replace a distribution whole', () => {
    const { hold } = loadSound(EXAMPLE, ['traffic.connections.hold={ exponential: { mean: 5s } }']).traffic;
    expect(hold).toEqual({ kind: 'exponential', meanUs: 5e6 });
  });

  it('null deletes, from the service too when a design says so', () => {
    const scenario = loadSound(EXAMPLE, [
      'service.sessionAffinity=null',
      'designs.spray.service.backends.web-iowa=null',
    ]);
    expect(scenario.designs[0]!.service.sessionAffinity).toBe('NONE');
    expect(scenario.designs.map((design) => design.service.backends.length)).toEqual([3, 2]);
  });

  it('apply in order, a later one over an earlier', () => {
    expect(loadSound(EXAMPLE, ['experiment.seed=1', 'experiment.seed=2']).experiment.seed).toBe('2');
  });

  const faults: readonly (readonly [override: string, message: string])[] = [
    ['traffic', '--set:1:1 error expected path=value, such as traffic.connections.rate=80/s; got "traffic"'],
    ['traffic..rate=3/s', '--set:1:1 error traffic..rate: the path has an empty part'],
    [
      'time.duration.x=3',
      '--set:1:1 error time.duration.x: time.duration is a plain value: there is nothing inside it to set',
    ],
    ['events.lots.at=3m', '--set:1:1 error events.lots.at: events has no item "lots" (did you mean "lost"?)'],
    [
      'traffic.clinets=3',
      '--set:1:1 error traffic.clinets: unknown key; allowed here: connections, shape, clients, surges (did you mean "clients"?)',
    ],
    [
      'traffic.connections.rate=3',
      '--set:1:26 error traffic.connections.rate: expected a rate such as 40/s or 2k/s; a bare 3 has no unit',
    ],
    [
      'time.warmup=[',
      '--set:1:14 error time.warmup: Flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
    [
      'traffic.shpae=null',
      '--set:1:1 error traffic.shpae: nothing to delete: this key is not set in what is changed (did you mean "shape"?)',
    ],
  ];

  it.each(faults)('%s is refused with its place', (override, message) => {
    const result = load(EXAMPLE, [override]);
    expect(result.ok ? [] : result.problems.map(formatProblem)).toEqual([message]);
  });
});

describe('files that extend files', () => {
  const base = { file: 'dir/base.yaml', text: EXAMPLE };
  const child = (text: string) => loadScenario([{ file: 'dir/sub/child.yaml', text }, base], WORLDS);

  it('a child changes what it names', () => {
    const result = child(
      'extends: ../base.yaml\nname: child\nevents: []\nservice: { backends: { web-tokyo: null } }\nexpect: []\n',
    );
    if (!result.ok) throw new Error(result.problems.map(formatProblem).join('\n'));
    expect(result.scenario.name).toBe('child');
    expect(result.scenario.events).toEqual([]);
    expect(result.scenario.designs[0]!.service.backends.map(({ id }) => id)).toEqual(['web-seoul', 'web-iowa']);
  });

  it("a design's null in a child deletes from the service", () => {
    const result = child(
      'extends: ../base.yaml\nname: child\ndesigns: { spray: { service: { backends: { web-iowa: null } } } }\n',
    );
    if (!result.ok) throw new Error(result.problems.map(formatProblem).join('\n'));
    expect(result.scenario.designs.map((design) => design.service.backends.length)).toEqual([3, 2]);
  });

  it('faults are placed in the file that has them', () => {
    const result = loadScenario(
      [
        {
          file: 'child.yaml',
          text: 'extends: base.yaml\ntime: { warmup: 90m }\nworld: { clients: null }\nquestoin: null\n',
        },
        { file: 'base.yaml', text: edited(EXAMPLE, ['peak: 4x', 'peak: 4']) },
      ],
      WORLDS,
    );
    expect(result.ok ? [] : result.problems.map(formatProblem)).toEqual([
      'child.yaml:2:17 error time.warmup: the warm-up must be shorter than the run (30m)',
      'child.yaml:4:1 error questoin: nothing to delete: this key is not set in what is changed (did you mean "question"?)',
      'base.yaml:49:48 error traffic.surges.evening.peak: expected a multiple such as 4x; a bare 4 has no unit',
    ]);
  });

  const links: readonly (readonly [what: string, texts: readonly string[], message: string])[] = [
    ['a missing base', ['extends: other.yaml\n'], 'a.yaml:1:10 error extends: cannot read other.yaml'],
    [
      'a circle',
      ['extends: b.yaml\n', 'extends: a.yaml\n'],
      'b.yaml:1:10 error extends: the files extend one another in a circle: a.yaml -> b.yaml -> a.yaml',
    ],
    [
      'itself',
      ['extends: ./a.yaml\n'],
      'a.yaml:1:10 error extends: the files extend one another in a circle: a.yaml -> a.yaml',
    ],
    [
      'no path',
      ['extends: [b.yaml]\n'],
      'a.yaml:1:10 error extends: expected the path of another scenario, relative to this file',
    ],
  ];

  it.each(links)('%s is refused', (_, texts, message) => {
    const sources = texts.map((text, index) => ({ file: `${'ab'[index]}.yaml`, text }));
    const result = loadScenario(sources, WORLDS);
    expect(result.ok ? [] : result.problems.map(formatProblem)).toEqual([message]);
  });
});
