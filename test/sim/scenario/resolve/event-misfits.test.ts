/**
 * Goal: an event that cannot mean what it says is called so: it undoes nothing, doubles another, or outlasts the run;
 * one that means something is not.
 * Method: the shipped example with its events exchanged, 30 minutes long; every warning with its path.
 */
import { describe, expect, it } from 'vitest';
import { formatProblem } from '../../../../sim/scenario/problem.ts';
import { edited, goodText, load } from '../fixtures.ts';

const EVENTS =
  '  - { id: lost, at: 20m, for: 5m, fail: { zone: asia-northeast3-a } }\n  - { id: bgp, at: 26m, withdraw: { pop: icn } }\n';
const LOST = '{ id: lost, at: 20m, for: 5m, fail: { zone: asia-northeast3-a } }';

function warningsOf(...events: readonly string[]): readonly string[] {
  const list = events.map((event) => `  - ${event}\n`).join('');
  const result = load(edited(goodText('region-at-capacity.yaml'), [EVENTS, list]));
  if (!result.ok) throw new Error(result.problems.map(formatProblem).join('\n'));
  return result.warnings.map(({ path, message }) => `${path}: ${message}`);
}

describe('an event that undoes', () => {
  it.each([
    ['recover: { backend: web-tokyo }', 'recover', 'nothing of it has failed'],
    ['recover: { pop: icn }', 'recover', 'nothing of it has failed'],
    ['announce: { pop: icn }', 'announce', 'nothing of it is withdrawn'],
    ['attach: { region: asia-northeast3 }', 'attach', 'nothing of it is detached'],
  ])('%s, of what is not there', (action, key, message) => {
    expect(warningsOf(LOST, `{ id: back, at: 22m, ${action} }`)).toEqual([
      `events.back.${key}: ${message} at 22m: this does nothing`,
    ]);
  });

  it('after that ended by itself, or in another design', () => {
    const back = (at: string, more = ''): string =>
      `{ id: back, at: ${at}, recover: { zone: asia-northeast3-a }${more} }`;
    expect(warningsOf(LOST, back('25m'))).toHaveLength(1);
    const only = LOST.replace(' }', ' }, designs: waterfall').replace('} }, designs', '}, designs');
    expect(warningsOf(only, back('24m', ', designs: spray'))).toHaveLength(1);
    expect(warningsOf(only, back('24m'))).toEqual([]);
  });

  it.each([
    [LOST, 'recover: { region: asia-northeast3 }'],
    [LOST, 'recover: { member: web-seoul/3 }'],
    ['{ id: lost, at: 20m, fail: { member: web-seoul/3 } }', 'recover: { backend: web-seoul }'],
    ['{ id: lost, at: 20m, upgrade: { pop: icn, downtime: 1m, gap: 1m } }', 'recover: { maglev: icn/0 }'],
    ['{ id: lost, at: 20m, withdraw: { pop: [icn, nrt] } }', 'announce: { pop: nrt }'],
    ['{ id: lost, at: 20m, detach: { backend: web-seoul } }', 'attach: { zone: asia-northeast3-a }'],
  ])('after %s, %s does something', (first, action) => {
    expect(warningsOf(first, `{ id: back, at: 22m, ${action} }`)).toEqual([]);
  });

  it('members are told apart', () => {
    const first = '{ id: lost, at: 20m, fail: { member: web-seoul/3 } }';
    expect(warningsOf(first, '{ id: back, at: 22m, recover: { member: web-seoul/4 } }')).toHaveLength(1);
  });
});

describe('the same at one instant', () => {
  it.each([
    [LOST, '{ id: again, at: 20m, fail: { backend: web-seoul } }', 'fail'],
    [
      '{ id: lost, at: 20m, rollingUpdate: { backend: web-seoul } }',
      '{ id: again, at: 20m, rollingUpdate: { backend: web-seoul, maxSurge: 1 } }',
      'rollingUpdate',
    ],
  ])('%s and %s', (first, second, action) => {
    expect(warningsOf(first, second)).toEqual([
      `events.again.${action}: "lost" does the same to the same at this instant`,
    ]);
  });

  it.each([
    '{ id: again, at: 21m, fail: { backend: web-seoul } }',
    '{ id: again, at: 20m, fail: { backend: web-tokyo } }',
    '{ id: again, at: 20m, drain: { backend: web-seoul } }',
  ])('another instant, target or action is another thing: %s', (second) => {
    expect(warningsOf(LOST, second)).toEqual([]);
  });
});

describe('what outlasts the run', () => {
  const ends = (at: string): string =>
    `ends after the run, at ${at}: it is simulated and judged up to the end of the run`;

  it('an event; not one that ends with it', () => {
    expect(warningsOf(LOST.replace('for: 5m', 'for: 11m'))).toEqual([`events.lost.for: ${ends('31m')}`]);
    expect(warningsOf(LOST.replace('for: 5m', 'for: 10m'))).toEqual([]);
  });

  it('an upgrade: four machines, 4 x 3 + 3 x 1 minutes', () => {
    expect(warningsOf(LOST, '{ id: up, at: 20m, upgrade: { pop: icn, downtime: 3m, gap: 1m } }')).toEqual([
      `events.up.upgrade: ${ends('35m')}`,
    ]);
  });

  it('a surge, its decay included', () => {
    const result = load(goodText('region-at-capacity.yaml'), ['traffic.surges.evening.decay=40m']);
    if (!result.ok) throw new Error('refused');
    expect(result.warnings.map(({ path }) => path)).toEqual(['traffic.surges.evening.hold']);
  });

  describe('a rollout of two steps of 5 minutes,', () => {
    const stepsAt = (at: string): readonly string[] => {
      const result = load(
        edited(goodText('region-at-capacity.yaml'), [
          EVENTS,
          `  - ${LOST}\n  - { id: move, at: ${at}, rollout: { steps: [{ share: 1%, for: 5m }, { share: 100%, for: 5m }] } }\n`,
        ]).replace(
          '\nevents:',
          `
  tiers:
    kind: chain
    tiers: { apache: { kind: threadPerConnection, servers: 2 } }
    rolloutTo: { tiers: { nginx: { kind: eventDriven, servers: 2 } } }
events:`,
        ),
      );
      if (!result.ok) throw new Error(result.problems.map(formatProblem).join('\n'));
      return result.warnings.map(({ path, message }) => `${path}: ${message}`);
    };
    const STEPS = 'events.move.rollout.steps';

    it('the second of which', () => {
      expect(stepsAt('20m')).toEqual([]);
      expect(stepsAt('20m 1s')).toEqual([`${STEPS}.1.for: ${ends('30m1s')}`]);
      expect(stepsAt('24m 59s')).toEqual([`${STEPS}.1.for: ${ends('34m59s')}`]);
    });

    it('the second of which cannot begin', () => {
      expect(stepsAt('25m')).toEqual([`${STEPS}.1: begins after the run, at 30m at the earliest: this does nothing`]);
    });

    it('the first of which', () => {
      expect(stepsAt('26m')).toEqual([`${STEPS}.0.for: ${ends('31m')}`]);
    });
  });
});
