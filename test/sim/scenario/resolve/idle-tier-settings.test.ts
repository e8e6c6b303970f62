/**
 * Goal: a setting of a chain's or a member's tier that does nothing where the tier stands is called so, and does
 * nothing; so is a hop that is another server than its tier. Method: a chain with and without flood protection,
 * members with two tiers, each setting by itself; every warning with its path, those of members with their place in
 * the file; runs compared by fingerprint.
 */
import { describe, expect, it } from 'vitest';
import { UNATTENDED } from '../../../../sim/kernel/kernel.ts';
import { formatProblem } from '../../../../sim/scenario/problem.ts';
import { simulate } from '../../../../sim/simulate.ts';
import { loadData, mergePlain, modelWith, type PlainMap } from '../../../support/scenario.ts';
import { load } from '../fixtures.ts';

const FLOOD: PlainMap = { lb: { kind: 'floodProtection', rate: '1k/s' } };
const NGINX: PlainMap = { kind: 'eventDriven', servers: 1 };
const OF_CLIENTS: PlainMap = {
  acceptFilter: 'none',
  synCookies: false,
  abortOnOverflow: true,
  keepAliveTimeout: '700ms',
  headerTimeout: '9s',
};
const EACH = Object.entries(OF_CLIENTS).map(([key, value]) => [key, { [key]: value }] as const);

/**
 * An Apache that is soon full, and its clients leave connections open.
 *
 * @param inner of the nginx behind it
 */
function chain(before: PlainMap, apache: PlainMap, inner: PlainMap = {}): PlainMap {
  const tiers = {
    ...before,
    apache: { kind: 'threadPerConnection', servers: 1, mpm: 'prefork', workers: 12, ...apache },
    nginx: { ...NGINX, ...inner },
  };
  return {
    traffic: { connections: { rate: '40/s', hold: '2s' }, slowClients: { count: 4, holding: 'header' } },
    designs: { proxy: null, tiers: { kind: 'chain', tiers } },
  };
}

function warningsOf(changes: PlainMap): readonly string[] {
  const result = loadData(changes);
  if (!result.ok) throw new Error(result.problems.map(formatProblem).join('\n'));
  return result.warnings.map(({ path, message }) => `${path}: ${message}`);
}

function placesOf(text: string): readonly string[] {
  const result = load(text);
  if (!result.ok) throw new Error(result.problems.map(formatProblem).join('\n'));
  return result.warnings.map(formatProblem);
}

const fingerprintOf = (changes: PlainMap) => simulate(modelWith(changes), 0, 0, UNATTENDED).fingerprint;

describe('a setting for connections of clients', () => {
  const TIERS = 'designs.tiers.tiers';

  it.each([...EACH, ['backlog', { backlog: 3 }] as const])('%s behind flood protection', (key, setting) => {
    const [warning, ...others] = warningsOf(chain(FLOOD, setting));
    const why =
      key === 'backlog'
        ? 'what apache has no room for waits in the surgeQueue of lb'
        : 'flood protection has connections open to apache';
    expect(warning).toBe(`${TIERS}.apache.${key}: ${why}: this does nothing`);
    expect(others).toEqual([]);
    expect(fingerprintOf(chain(FLOOD, setting))).toEqual(fingerprintOf(chain(FLOOD, {})));
  });

  it.each(EACH)('%s of a tier behind another', (key, setting) => {
    const usual = { ...setting, ...(key === 'acceptFilter' && { acceptFilter: 'data' }) };
    expect(warningsOf(chain({}, {}, usual))).toEqual([
      `${TIERS}.nginx.${key}: the tier before it has connections open to nginx: this does nothing`,
    ]);
    expect(fingerprintOf(chain({}, {}, usual))).toEqual(fingerprintOf(chain({}, {})));
  });

  it('but not where clients connect to the tier, nor the queue before an inner tier, nor what is so anyway', () => {
    expect(warningsOf(chain({}, { ...OF_CLIENTS, backlog: 3 }, { backlog: 3 }))).toEqual([]);
    expect(warningsOf(chain(FLOOD, { synCookies: true, keepAliveTimeout: '5s' }, { keepAliveTimeout: '75s' }))).toEqual(
      [],
    );
    for (const key of ['acceptFilter', 'abortOnOverflow', 'keepAliveTimeout', 'headerTimeout']) {
      const own = fingerprintOf(chain({}, { [key]: OF_CLIENTS[key]!, backlog: 3 }));
      expect(own, key).not.toEqual(fingerprintOf(chain({}, { backlog: 3 })));
    }
  });

  it('in the chain to roll out to', () => {
    const { designs, ...rest } = chain({}, {}) as { designs: { tiers: PlainMap } };
    const rolloutTo = { tiers: { ...FLOOD, nginx: { ...NGINX, keepAliveTimeout: '7s' } } };
    expect(warningsOf({ ...rest, designs: { proxy: null, tiers: { ...designs.tiers, rolloutTo } } })).toEqual([
      'designs.tiers.rolloutTo.tiers.nginx.keepAliveTimeout: flood protection has connections open to nginx: this does nothing',
    ]);
  });
});

describe("a member's tier", () => {
  const KEY = 'service.member.tiers.nginx.keepAliveTimeout';
  const apache = { kind: 'threadPerConnection', mpm: 'prefork', workers: 40 };
  const members = (inner: PlainMap, first: PlainMap = {}): PlainMap => ({
    traffic: { connections: { rate: '10/s', hold: '2s' } },
    service: { member: { tiers: { apache: { ...apache, ...first }, nginx: { kind: 'eventDriven', ...inner } } } },
  });

  it('behind another: keepAliveTimeout, once for all backends', () => {
    const service = { backends: { tokyo: { zone: 'asia-northeast1-a', members: 2, maxConnections: 100 } } };
    const set = members({ keepAliveTimeout: '700ms' });
    expect(warningsOf(mergePlain(set, { service }))).toEqual([
      `${KEY}: the tier before it has connections open to nginx: this does nothing`,
    ]);
    expect(fingerprintOf(set)).toEqual(fingerprintOf(members({})));
  });

  it('at the place where it is written: the service, one backend, a design', () => {
    const inner = (text: string) => `member: { tiers: { nginx: { ${text} } } }`;
    const written = (member: string, backend: string, design: string): string => `version: 1
name: x
time: { duration: 10m }
world: { extends: gcp }
service:
  protocol: TCP
  port: 443
  member: { serviceTime: 20ms, tiers: { apache: { kind: threadPerConnection }, nginx: { kind: eventDriven${member} } } }
  backends: { web: { zone: europe-west1-b, members: 3, maxConnectionsPerInstance: 10${backend} } }
traffic: { connections: { rate: 10/s, hold: 1s } }
designs: { one: { kind: anycastProxy${design} } }
`;
    const why = 'the tier before it has connections open to nginx: this does nothing';
    const time = 'keepAliveTimeout: 3s';
    expect(placesOf(written(`, ${time}`, '', ''))).toEqual([`s.yaml:8:126 warning ${KEY}: ${why}`]);
    expect(placesOf(written('', `, ${inner(time)}`, ''))).toEqual([
      `s.yaml:9:133 warning service.backends.web.member.tiers.nginx.keepAliveTimeout: ${why}`,
    ]);
    expect(placesOf(written('', '', `, service: { ${inner(time)} }`))).toEqual([
      `s.yaml:11:96 warning designs.one.${KEY}: ${why}`,
    ]);
  });

  it('but not of the first, nor the queue before one, nor what is so anyway', () => {
    expect(warningsOf(members({ keepAliveTimeout: '75s', backlog: 3 }, { keepAliveTimeout: '700ms' }))).toEqual([]);
    const own = fingerprintOf(members({}, { keepAliveTimeout: '700ms' }));
    expect(own).not.toEqual(fingerprintOf(members({})));
  });

  it('the first behind a chain, whose last tier leaves no connection to a member open', () => {
    const behind = (first: PlainMap): PlainMap =>
      mergePlain(members({}, first), {
        designs: { proxy: null, tiers: { kind: 'chain', tiers: { nginx: NGINX } } },
      });
    expect(warningsOf(behind({ keepAliveTimeout: '700ms' }))).toEqual([
      'designs.tiers.kind: keepAliveTimeout of the first of member.tiers (its own last tier leaves no connection to a member open) of the service does nothing in chain: set it in the designs that go by it',
    ]);
    expect(warningsOf(behind({ keepAliveTimeout: '5s' }))).toEqual([]);
    expect(fingerprintOf(behind({ keepAliveTimeout: '700ms' }))).toEqual(fingerprintOf(behind({})));
  });
});

describe('a hop', () => {
  const withHops = (...hops: readonly string[]): PlainMap => {
    const { designs, ...rest } = chain({}, {}) as { designs: { tiers: PlainMap } };
    return {
      ...rest,
      requests: { plain: { target: '/' } },
      chains: { way: [...hops, 'backend'] },
      designs: { proxy: null, tiers: { ...designs.tiers, chain: 'way' } },
    };
  };

  it('that is another server than its tier', () => {
    expect(warningsOf(withHops('nginx', 'nginx'))).toEqual([
      'designs.tiers.chain: nginx is nginx, apache is threadPerConnection: requests are read as the hop says and cost what the tier says; make both one server',
    ]);
    const [both] = warningsOf(withHops('nginx', 'apache-2.4'));
    expect(both).toContain(
      'nginx is nginx, apache is threadPerConnection and apache is apache, nginx is eventDriven: ',
    );
  });

  it('that is the same', () => {
    expect(warningsOf(withHops('apache-2.4', 'nginx'))).toEqual([]);
  });
});

describe.each(['redirect', 'dns'])('in %s', (kind) => {
  it('healthCheck and localityLbPolicy do nothing, as is warned', () => {
    const withService = (service: PlainMap): PlainMap => ({
      service,
      designs: { proxy: null, other: { kind } },
      events: [{ id: 'down', at: '20s', for: '10s', fail: { member: 'seoul/1' } }],
    });
    const idle = {
      healthCheck: { checkInterval: '1s', timeout: '1s', unhealthyThreshold: 1, port: 9, type: 'SSL', probers: 9 },
      localityLbPolicy: 'LEAST_REQUEST',
    };
    expect(fingerprintOf(withService(idle))).toEqual(fingerprintOf(withService({})));
    expect(warningsOf(withService(idle))[0]).toContain('healthCheck (');
  });
});
