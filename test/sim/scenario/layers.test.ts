/**
 * Goal: layers change what they say and nothing else: `--set` overrides, and files that extend files.
 * Method: small files over one another, and the fields that each is about.
 */
import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../../sim/kernel/time.ts';
import { loadScenario } from '../../../sim/scenario/load-scenario.ts';
import { formatProblem } from '../../../sim/scenario/problem.ts';
import { edited, goodText, load, loadSound, WORLDS } from './fixtures.ts';

const EXAMPLE = goodText('region-at-capacity.yaml');

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
    expect(scenario.traffic.clients.count).toBe(50_000);
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
      '--set:1:1 error traffic.clinets: unknown key; allowed here: connections, shape, clients, ipv6Share, slowClients, surges (did you mean "clients"?)',
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

  const misplaced: readonly (readonly [layer: string, message: string])[] = [
    ['events: { lost: null, bgp: null }', '2:9 error events: expected a list; got a map'],
    [
      'events: { lost: { id: lost, at: 99h, fail: { zone: nowhere } } }',
      '2:9 error events: expected a list; got a map',
    ],
    ['expect: { slo: { id: slo, that: "speed > 3", for: [nobody] } }', '2:9 error expect: expected a list; got a map'],
    ['designs: [{ kind: anycastProxy }]', '2:10 error designs: expected a map; got a list'],
    ['traffic: { surges: [{ at: 99h, peak: 0x, hold: 3s }] }', '2:20 error traffic.surges: expected a map; got a list'],
  ];

  it.each(misplaced)('a map for a list, or a list for a map, is one fault: %s', (layer, message) => {
    const result = child(`extends: ../base.yaml\n${layer}\n`);
    expect(result.ok ? [] : result.problems.map(formatProblem)).toEqual([`dir/sub/child.yaml:${message}`]);
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
