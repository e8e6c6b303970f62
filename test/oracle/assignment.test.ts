/**
 * Goal: the laws of who has how many clients when balancers name servers (docs/model/redirect.md, L1 to L3 and L6).
 * Method: the assignment policies themselves on plain counts, many independent runs; means within four standard errors
 * of closed forms, or of tabulated values of the exact distribution.
 */
import { describe, expect, it } from 'vitest';
import { RandomStreams } from '../../sim/kernel/random-streams.ts';
import type { AssignmentPolicy, AssignmentView } from '../../sim/policies/assignment/assignment-policy.ts';
import {
  ASSIGNMENT_POLICIES,
  type AssignmentPolicyName,
} from '../../sim/policies/assignment/assignment-policy-registry.ts';

const STREAMS = new RandomStreams('assignment', 0);

/** One balancer and its servers. */
class Dispenser {
  readonly #view: AssignmentView;
  readonly #policy: AssignmentPolicy;
  readonly #chance;
  /** Clients of each server now. */
  readonly load: Float64Array;
  #clients = 0;

  constructor(policy: AssignmentPolicyName, servers: number, run: string) {
    this.#policy = ASSIGNMENT_POLICIES[policy].create();
    this.#chance = STREAMS.stream(`${policy}/${servers}/${run}`);
    this.load = new Float64Array(servers);
    this.#view = {
      servers: Int32Array.from({ length: servers }, (_, server) => server),
      assigned: new Float64Array(servers),
      load: new Float64Array(servers),
      target: new Float64Array(servers).fill(1e9),
      rttUs: new Float64Array(1),
      regionOf: new Int16Array(servers),
    };
  }

  uniform(): number {
    return this.#chance.uniform();
  }

  assign(): number {
    const server = this.#policy.pick(this.#view, this.#clients++, this.#chance.uint32());
    this.#view.assigned[server]!++;
    this.load[server]!++;
    return server;
  }

  /** A server restarts: it is off the list, and new to the balancer when it is back. */
  take(server: number): void {
    this.#view.servers = this.#view.servers.filter((other) => other !== server);
  }

  bring(server: number): void {
    this.#view.assigned[server] = 0;
    this.#view.servers = Int32Array.from([...this.#view.servers, server].sort((a, b) => a - b));
  }
}

function meanAndError(values: readonly number[]): { readonly mean: number; readonly error: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, error: Math.sqrt(variance / values.length) };
}

function expectNear(values: readonly number[], expected: number, rounding = 0): void {
  const { mean, error } = meanAndError(values);
  expect(Math.abs(mean - expected), `${mean} for ${expected}`).toBeLessThan(4 * error + rounding);
}

/** In each of `runs` runs, what `measure` says of the servers' loads after `clients` assignments. */
function fills(
  policy: AssignmentPolicyName,
  servers: number,
  clients: number,
  runs: number,
  measure: (load: Float64Array) => number,
): number[] {
  return Array.from({ length: runs }, (_, run) => {
    const dispenser = new Dispenser(policy, servers, `fill/${clients}/${run}`);
    for (let client = 0; client < clients; client++) dispenser.assign();
    return measure(dispenser.load);
  });
}

describe('L1: random assignment', () => {
  // E[max] / m of the multinomial distribution, to three places.
  it.each([
    [10, 10, 1.515],
    [10, 100, 1.157],
    [10, 1000, 1.049],
    [50, 10, 1.776],
    [50, 100, 1.231],
    [100, 10, 1.875],
    [100, 100, 1.26],
    [200, 100, 1.285],
  ])('%i servers with %i clients each: the fullest has %f times the mean', (servers, each, expected) => {
    const peaks = fills('random', servers, servers * each, 150, (load) => Math.max(...load) / each);
    // The tabulated values are rounded, and were themselves measured.
    expectNear(peaks, expected, 0.002);
  });
});

describe('L2: two choices', () => {
  it.each([
    [10, 1.15],
    [50, 1.68],
    [100, 1.97],
  ])('%i servers: the fullest is %f above the mean, whatever the mean', (servers, expected) => {
    for (const each of [20, 100]) {
      const above = fills('twoChoices', servers, servers * each, 150, (load) => Math.max(...load) - each);
      expectNear(above, expected, 0.05);
    }
  });
});

/** Places whose holders leave one after the other, each followed by a newcomer. */
function churned(policy: AssignmentPolicyName, servers: number, each: number, run: number, isInTurn: boolean): number {
  const dispenser = new Dispenser(policy, servers, `churn/${run}/${isInTurn}`);
  const serverOf = Array.from({ length: servers * each }, () => dispenser.assign());
  for (let change = 0; change < 6 * serverOf.length; change++) {
    // The next one to leave, where all stay for the same time; anyone, where lives are exponential.
    const place = isInTurn ? change % serverOf.length : Math.floor(dispenser.uniform() * serverOf.length);
    dispenser.load[serverOf[place]!]!--;
    serverOf[place] = dispenser.assign();
  }
  return dispenser.load.reduce((sum, count) => sum + (count - each) ** 2, 0) / servers / each;
}

describe('L3: round robin and clients that leave', () => {
  const runs = Array.from({ length: 60 }, (_, run) => run);
  const [servers, each] = [20, 50];

  it('by turns, without leaving: no two servers differ by more than one', () => {
    const spreads = fills('roundRobin', 7, 100, 3, (load) => Math.max(...load) - Math.min(...load));
    expect(spreads).toEqual([1, 1, 1]);
  });

  it('exponential lives: variance over mean (1 - 1/N) / 2, half of that of random choice', () => {
    expectNear(
      runs.map((run) => churned('roundRobin', servers, each, run, false)),
      0.5 * (1 - 1 / servers),
      0.01,
    );
    expectNear(
      runs.map((run) => churned('random', servers, each, run, false)),
      1 - 1 / servers,
      0.01,
    );
  });

  it('lives that are all as long: none', () => {
    expect(churned('roundRobin', servers, each, 0, true)).toBe(0);
  });
});

/** Each server restarts in its turn, and its clients ask at once. */
function restarted(
  policy: AssignmentPolicyName,
  servers: number,
  each: number,
  run: number,
): { readonly before: number[]; readonly after: number[] } {
  const dispenser = new Dispenser(policy, servers, `restart/${run}`);
  for (let client = 0; client < servers * each; client++) dispenser.assign();
  const before: number[] = [];
  for (let server = 0; server < servers; server++) {
    const displaced = dispenser.load[server]!;
    before.push(displaced / each);
    dispenser.load[server] = 0;
    dispenser.take(server);
    for (let client = 0; client < displaced; client++) dispenser.assign();
    dispenser.bring(server);
  }
  return { before, after: [...dispenser.load].map((count) => count / each) };
}

describe('L6: a rolling restart', () => {
  it.each([4, 10, 20])(
    'of %i servers: the i-th has r^(i-1) just before it goes, and r^N - r^i afterwards',
    (servers) => {
      const r = servers / (servers - 1);
      const runs = Array.from({ length: 60 }, (_, run) => restarted('random', servers, 200, run));
      for (let server = 0; server < servers; server++) {
        expectNear(
          runs.map(({ before }) => before[server]!),
          r ** server,
        );
        expectNear(
          runs.map(({ after }) => after[server]!),
          r ** servers - r ** (server + 1),
          1e-9,
        );
      }
      expect(r ** (servers - 1)).toBeLessThan(Math.E);
    },
  );

  it('a balancer that counts since each registered fills the one that has come back', () => {
    const runs = Array.from({ length: 20 }, (_, run) => restarted('leastAssigned', 10, 200, run));
    for (const { before, after } of runs) expect(Math.max(...before, ...after)).toBeLessThan(1.2);
  });
});
