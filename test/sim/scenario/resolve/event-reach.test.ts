/**
 * Goal: an event that strikes nothing in any design that it reaches is called so, with the kinds that have it; one that
 * strikes something in one of them is not. Method: designs of each kind side by side, each event aimed at those
 * without; every warning with its path.
 */
import { describe, expect, it } from 'vitest';
import { formatProblem } from '../../../../sim/scenario/problem.ts';
import { load } from '../fixtures.ts';

const SCENARIO = `version: 1
name: x
time: { duration: 10m }
world: { extends: gcp }
service:
  protocol: TCP
  port: 443
  backends: { web: { zone: europe-west1-b, members: 3, maxConnectionsPerInstance: 10 }, far: { zone: us-east4-a, members: 3, maxConnectionsPerInstance: 10 } }
  member: { workers: 20, serviceTime: 20ms }
traffic: { connections: { rate: 10/s, hold: 1s } }
designs:
  forum: { kind: redirect }
  names: { kind: dns }
  proxy: { kind: anycastProxy }
  tiers: { kind: chain, tiers: { nginx: { kind: eventDriven, servers: 2 } } }
events:
`;

function warningsOf(...events: readonly string[]): readonly string[] {
  const result = load(`${SCENARIO}${events.map((event) => `  - ${event}\n`).join('')}`);
  if (!result.ok) throw new Error(result.problems.map(formatProblem).join('\n'));
  return result.warnings.map(({ path, message }) => `${path}: ${message}`);
}

describe('an event that meets nothing', () => {
  it.each([
    ['fail: { balancer: lb1 }', 'fail', 'proxy', 'balancers', 'redirect'],
    [
      'for: 1m, attack: { flood: 1M/s, member: web/0 }',
      'attack',
      'tiers',
      'members with an address to flood (aim it at tier)',
      'anycastProxy, networkPassthrough, redirect or dns',
    ],
    ['drain: { tier: "*/nginx/0" }', 'drain', 'proxy', 'tiers', 'chain'],
    ['partition: { member: web/0, from: lb1 }', 'partition', 'names', 'balancers', 'redirect'],
    ['for: 1m, attack: { asks: 10/s }', 'attack', 'names', 'balancers to ask', 'redirect'],
    [
      'for: 1m, attack: { flood: 1M/s, member: web/0, follow: 5s }',
      'attack',
      'proxy',
      'balancers that tell attackers of servers',
      'redirect',
    ],
    [
      'for: 1m, attack: { synFlood: 1M/s }',
      'attack',
      'forum',
      'front ends that take a SYN flood (flood takes what servers can take)',
      'anycastProxy or networkPassthrough',
    ],
    ['scan: { connections: 10 }', 'scan', 'forum', 'a forwarding rule', 'anycastProxy or networkPassthrough'],
    [
      'certificate: { member: web/0, is: expired }',
      'certificate',
      'proxy',
      'servers that clients come to themselves',
      'redirect, dns or networkPassthrough',
    ],
    ['dns: { member: web/0, is: gone }', 'dns', 'names', 'names of servers that clients are told', 'redirect'],
    ['withdraw: { pop: icn }', 'withdraw', 'forum', 'PoPs', 'anycastProxy or networkPassthrough'],
    ['fail: { gfe: icn/0 }', 'fail', 'forum', 'GFEs', 'anycastProxy'],
    [
      'scale: { backend: web, capacityScaler: 0.5 }',
      'scale',
      'forum',
      'front ends that go by capacity scalers (drain takes clients off everywhere)',
      'anycastProxy',
    ],
  ])('%s in designs without', (action, key, design, needs, kinds) => {
    const kind = { forum: 'redirect', names: 'dns', proxy: 'anycastProxy', tiers: 'chain' }[design];
    expect(warningsOf(`{ id: it, at: 2m, designs: ${design}, ${action} }`)).toEqual([
      `events.it.${key}: ${design} (${kind}) has no ${needs}: this does nothing; aim it at a design of kind ${kinds}`,
    ]);
    expect(warningsOf(`{ id: it, at: 2m, ${action} }`)).toEqual([]);
  });

  it('in several designs', () => {
    expect(warningsOf('{ id: it, at: 2m, designs: [names, proxy], fail: { balancer: lb1 } }')).toEqual([
      'events.it.fail: names (dns) and proxy (anycastProxy) have no balancers: this does nothing; aim it at a design of kind redirect',
    ]);
  });

  it('not a flood of servers, and not members that fail', () => {
    expect(warningsOf('{ id: it, at: 2m, designs: names, for: 1m, attack: { flood: 1M/s, member: web/0 } }')).toEqual(
      [],
    );
    expect(warningsOf('{ id: it, at: 2m, designs: names, fail: { member: web/0 } }')).toEqual([]);
  });
});

describe('a flood of what was collected', () => {
  const FLOOD = '{ id: it, at: 4m, for: 1m, attack: { flood: 1M/s, collected: true } }';
  const WARNING =
    'events.it.attack: no attacker asks balancers before this, so no server is known to flood: put an attack with asks before it, or name servers';

  it('by nobody', () => {
    expect(warningsOf(FLOOD)).toEqual([WARNING]);
    expect(warningsOf(FLOOD, '{ id: asks, at: 5m, for: 1m, attack: { asks: 10/s } }')).toEqual([WARNING]);
  });

  it.each(['{ asks: 10/s }', '{ flood: 1M/s, member: web/0, follow: 5s }'])('after %s', (attack) => {
    expect(warningsOf(`{ id: before, at: 3m, for: 1m, attack: ${attack} }`, FLOOD)).toEqual([]);
  });
});
