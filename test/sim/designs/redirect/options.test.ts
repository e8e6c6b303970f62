/**
 * Goal: each thing that may be added to the forum design does what docs/model/redirect.md says
 * of it, to the clients it is for.
 * Method: connections listed one by one in one network; the server of each, its time and the counters.
 */
import { describe, expect, it } from 'vitest';
import { COUNTER, type CounterName } from '../../../../sim/metrics/counters.ts';
import { type Attempt, attemptsEvery, type ProxyRun, runProxy } from '../../../support/proxy-bench.ts';
import { modelWith, type PlainMap } from '../../../support/scenario.ts';

const SECOND = 1_000_000;

function forum(design: PlainMap, rest: PlainMap = {}): ReturnType<typeof modelWith> {
  return modelWith({ designs: { proxy: { kind: 'redirect', ...design } }, ...rest });
}

function counted({ collector }: ProxyRun, name: CounterName): number {
  return collector.countersOf(0)[COUNTER[name]]!;
}

/** One client, every second from 1 s on. */
function visits(count: number, client = 5): Attempt[] {
  return Array.from({ length: count }, (_, number) => ({ at: (number + 1) * SECOND, client, hold: 1_000 }));
}

function members(run: ProxyRun): number[] {
  return run.establishments.map(({ member }) => member);
}

function outcomes(run: ProxyRun): string[] {
  return run.endings.map(({ outcome }) => outcome);
}

/** Of client 5, before anything happens. */
const HOME = members(runProxy(forum({}), visits(1)))[0]!;

describe('urisPerAnswer', () => {
  const events = [{ id: 'lost', at: '3500ms', fail: { member: `seoul/${HOME}`, as: 'refusing' } }];

  it('a client goes down its list, and asks nobody', () => {
    const run = runProxy(forum({ urisPerAnswer: 2 }, { events }), visits(6));
    expect(outcomes(run)).toEqual(Array(6).fill('completed'));
    expect(new Set(members(run).slice(3)).size).toBe(1);
    expect(members(run)[3]).not.toBe(HOME);
    expect([counted(run, 'asks'), counted(run, 'failedOver')]).toEqual([0, 1]);
  });

  it('and asks where the list is at its end', () => {
    const all = [{ id: 'lost', at: '3500ms', fail: { member: ['seoul/0', 'seoul/1', 'seoul/2'], as: 'refusing' } }];
    const model = forum(
      { urisPerAnswer: 3, retry: { tries: 9 }, heartbeat: { interval: '100ms', missed: 1 } },
      { events: all },
    );
    const clients = Array.from({ length: 40 }, (_, client) => ({ at: (4 + client) * SECOND, client, hold: 1_000 }));
    const run = runProxy(model, clients);
    expect(members(run)).toEqual(Array(40).fill(3));
    // Three of four servers are gone: a list of three holds the last one in three of four cases.
    expect(counted(run, 'asks')).toBeGreaterThan(2);
    expect(counted(run, 'asks')).toBeLessThan(20);
    expect(counted(run, 'reassigned')).toBe(counted(run, 'asks'));
  });
});

describe('returnHome', () => {
  const events = [{ id: 'lost', at: '3500ms', for: '3s', fail: { member: `seoul/${HOME}`, as: 'refusing' } }];
  const design = { heartbeat: { interval: '100ms', missed: 1 } };

  it('a client is back at its first server once that serves it again', () => {
    const run = runProxy(forum({ ...design, returnHome: '100%' }, { events }), visits(9));
    expect(outcomes(run)).toEqual(Array(9).fill('completed'));
    expect(members(run).slice(0, 3)).toEqual([HOME, HOME, HOME]);
    expect(members(run).slice(3, 6)).not.toContain(HOME);
    expect(members(run).slice(6)).toEqual([HOME, HOME, HOME]);
    // Its try at home failed, and it had the other server all along.
    expect(counted(run, 'asks')).toBe(1);
  });

  it('unless it never looks back', () => {
    expect(members(runProxy(forum(design, { events }), visits(9))).slice(6)).not.toContain(HOME);
  });
});

describe('onDrain', () => {
  const events = [{ id: 'retire', at: '500ms', drain: { backend: 'seoul' } }];
  const service = { backends: { other: { zone: 'asia-northeast3-b', members: 2, maxConnections: 400 } } };
  /** Somebody who was assigned to a server that drains. */
  const client = [...Array(40).keys()].find((candidate) => {
    return runProxy(forum({}, { service }), visits(1, candidate)).establishments[0]!.backend === 'seoul';
  })!;

  it('serve: the server has its clients to the end', () => {
    const run = runProxy(forum({}, { service, events }), visits(3, client));
    expect(run.establishments.map(({ backend }) => backend)).toEqual(['seoul', 'seoul', 'seoul']);
  });

  it('moved: they are sent on at their next request, for the time of an ask, and none fails', () => {
    const run = runProxy(forum({ onDrain: 'moved', dns: { lookup: '30ms' } }, { service, events }), visits(3, client));
    expect(outcomes(run)).toEqual(['completed', 'completed', 'completed']);
    expect(run.establishments.map(({ backend }) => backend)).toEqual(['other', 'other', 'other']);
    expect([counted(run, 'redirected'), counted(run, 'asks'), counted(run, 'retries')]).toEqual([1, 1, 0]);
    const [first, second] = run.endings.map(({ latencyUs }) => latencyUs!);
    expect(first! - second!).toBeGreaterThan(2 * 30_000);
  });
});

describe('cheats', () => {
  const cheats = { share: '50%', pin: 'seoul/3' };
  const everyone = attemptsEvery(SECOND / 10, SECOND, 400, { hold: 1_000 });

  it('half of the clients are at one server of four', () => {
    const run = runProxy(forum({ cheats }), everyone);
    const there = members(run).filter((member) => member === 3).length;
    // Half, and a quarter of the others: 62.5 %, of 400 independent clients (sd 2.4 %).
    expect(there / 400).toBeGreaterThan(0.55);
    expect(there / 400).toBeLessThan(0.7);
    expect(counted(run, 'asks')).toBe(0);
  });

  it('who has to show a token is where it was told to be', () => {
    const model = forum({ cheats, tokens: 'required', clientsAtStart: 'strangers' });
    const run = runProxy(model, everyone);
    expect(outcomes(run)).toEqual(Array(400).fill('completed'));
    const there = members(run).filter((member) => member === 3).length;
    expect(there / 400).toBeLessThan(0.35);
    // Each cheat has tried it once, and nobody else has been sent on.
    expect(counted(run, 'redirected')).toBeGreaterThan(150);
    expect(counted(run, 'redirected')).toBeLessThan(250);
  });
});

describe('clientReports', () => {
  const events = [{ id: 'lost', at: '500ms', fail: { member: 'seoul/0' } }];
  const design = { connectTimeout: '100ms', heartbeat: { interval: '1h', missed: 9 }, retry: { tries: 9 } };
  const everyone = attemptsEvery(SECOND / 10, SECOND, 400, { hold: 1_000 });

  it('without them a balancer names the dead server as long as it holds it alive', () => {
    expect(counted(runProxy(forum(design, { events }), everyone), 'deadAssignments')).toBeGreaterThan(15);
  });

  it('with them it stops after so many complaints, and nobody gets back what failed him', () => {
    const run = runProxy(forum({ ...design, clientReports: { count: 2, hold: '5m' } }, { events }), everyone);
    expect(outcomes(run)).toEqual(Array(400).fill('completed'));
    // Two balancers, which learn by themselves.
    expect(counted(run, 'deadAssignments')).toBeLessThan(4);
  });

  it('and names it again when the time is over', () => {
    const strangers = {
      ...design,
      clientsAtStart: 'strangers',
      balancers: { count: 1 },
      clientReports: { count: 1, hold: '10s' },
    };
    const back = [{ id: 'lost', at: '500ms', for: '5s', fail: { member: 'seoul/0' } }];
    const run = runProxy(forum(strangers, { events: back }), everyone);
    const at = (from: number, to: number): number[] =>
      run.establishments.filter(({ at: us }) => us >= from * SECOND && us < to * SECOND).map(({ member }) => member);
    expect(at(6, 10)).not.toContain(0);
    expect(at(25, 41).filter((member) => member === 0).length).toBeGreaterThan(20);
  });
});

describe('admission', () => {
  const strangers = { clientsAtStart: 'strangers', balancers: { count: 1, admission: { rate: '2/s', burst: 3 } } };
  const herd = attemptsEvery(1, SECOND, 11, { hold: 1_000 });

  it('lets in as many as it may at once, and the others at its rate, each with a ticket', () => {
    const run = runProxy(forum(strangers), herd);
    expect(outcomes(run)).toEqual(Array(11).fill('completed'));
    const waits = run.endings.map(
      ({ latencyUs }) => Math.round((latencyUs! - run.endings[0]!.latencyUs!) / 500_000) / 2,
    );
    expect(waits).toEqual([0, 0, 0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4]);
    // Who waits asks twice.
    expect([counted(run, 'putOff'), counted(run, 'asks'), counted(run, 'assignments')]).toEqual([8, 19, 11]);
  });

  it('who was told when to come is as patient as anybody from then on', () => {
    // Eight wait for up to four seconds, and nobody for more than one second for an answer.
    const run = runProxy(forum({ ...strangers, responseTimeout: '1s' }), herd);
    expect(outcomes(run)).toEqual(Array(11).fill('completed'));
    const slow = herd.map((attempt) => ({ ...attempt, service: 2 * SECOND }));
    const left = runProxy(forum({ ...strangers, responseTimeout: '1s', retry: { tries: 1 } }), slow);
    expect(outcomes(left)).toEqual(Array(11).fill('timedOut'));
    expect(left.endings.at(-1)!.endedAt - left.endings.at(-1)!.offeredAt).toBeGreaterThan(4.9 * SECOND);
  });

  it('turns away who would wait too long', () => {
    const balancers = { count: 1, admission: { rate: '2/s', burst: 3, longestWait: '1100ms' } };
    const run = runProxy(forum({ ...strangers, balancers }), herd);
    expect(outcomes(run)).toEqual([...Array(5).fill('completed'), ...Array(6).fill('dropped')]);
    expect(counted(run, 'balancerRefusals')).toBe(6);
  });
});

describe('rebalance', () => {
  /** Everybody at one server. */
  const cheats = { share: '100%', pin: 'seoul/3' };
  const long = attemptsEvery(SECOND / 10, SECOND, 300, { hold: 30 * SECOND });
  const heartbeat = { interval: '1s', missed: 3 };

  it('a server with too much sends clients on, one by one, and they are served elsewhere', () => {
    const run = runProxy(forum({ cheats, heartbeat, rebalance: { above: '2x', over: '1s', rate: '5/s' } }), long);
    expect(outcomes(run).every((outcome) => outcome === 'completed' || outcome === 'unfinished')).toBe(true);
    const there = members(run).filter((member) => member === 3).length;
    // Half of the time it is above 2 x the mean of four servers, so it keeps about half.
    expect(there / 300).toBeGreaterThan(0.4);
    expect(there / 300).toBeLessThan(0.6);
    // At first the others are above it too, having one connection where the mean is less.
    expect(counted(run, 'redirected')).toBeGreaterThanOrEqual(300 - there);
    expect(counted(run, 'redirected')).toBeLessThan(320 - there);
  });

  it('no more of them than its rate', () => {
    const run = runProxy(forum({ cheats, heartbeat, rebalance: { above: '1.1x', over: '1s', rate: '1/s' } }), long);
    const gone = 300 - members(run).filter((member) => member === 3).length;
    expect(gone).toBeLessThanOrEqual(31);
    expect(gone).toBeGreaterThan(25);
  });
});

describe('assignment by load', () => {
  it.each(['leastLoaded', 'twoChoicesByLoad'])(
    '%s learns of what others have sent there: a busy server gets nobody',
    (assignment) => {
      const design = {
        assignment,
        heartbeat: { interval: '1s', missed: 3 },
        cheats: { share: '40%', pin: 'seoul/3' },
        clientsAtStart: 'strangers',
      };
      const run = runProxy(forum(design), attemptsEvery(SECOND / 10, SECOND, 300, { hold: 60 * SECOND }));
      const count = (member: number): number => members(run).filter((candidate) => candidate === member).length;
      // The others share what is left: a fifth each.
      for (const member of [0, 1, 2]) expect(Math.abs(count(member) / 300 - 0.2)).toBeLessThan(0.06);
    },
  );

  it('nearestWithRoom fills the nearest region to its target, then the next', () => {
    const service = {
      backends: {
        seoul: { zone: 'asia-northeast3-a', members: 4, maxConnections: 40 },
        tokyo: { zone: 'asia-northeast1-a', members: 4, maxConnections: 40 },
        oregon: { zone: 'us-west1-a', members: 4, maxConnections: 40 },
      },
    };
    const design = {
      assignment: 'nearestWithRoom',
      heartbeat: { interval: '1s', missed: 3 },
      clientsAtStart: 'strangers',
      balancers: { count: 1 },
    };
    const run = runProxy(forum(design, { service }), attemptsEvery(SECOND / 10, SECOND, 90, { hold: 600 * SECOND }));
    const backends = run.establishments.map(({ backend }) => backend);
    expect(backends.slice(0, 38)).toEqual(Array(38).fill('seoul'));
    expect(backends.slice(44, 78)).toEqual(Array(34).fill('tokyo'));
    expect(backends.slice(84)).toEqual(Array(6).fill('oregon'));
  });
});
