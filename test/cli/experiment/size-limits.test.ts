/**
 * Goal: what cannot be simulated is refused with its figures, by the first bound that it breaks; what
 * takes long is said beforehand.
 * Method: sizes on either side of each bound; the notice of the run command with stand-in workers.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand } from '../../../cli/commands/run.ts';
import { type ExpectedSize, estimatedSeconds } from '../../../cli/experiment/expected-size.ts';
import { longRunNotice, sizeFault } from '../../../cli/experiment/size-limits.ts';
import { formatProblem } from '../../../sim/scenario/problem.ts';
import { load } from '../../sim/scenario/fixtures.ts';
import { captureIo } from '../../support/captured-io.ts';
import { scenarioWith } from '../../support/scenario.ts';
import { smallScenario } from '../../support/small-scenario.ts';
import { sourceInstallation } from '../../support/source-installation.ts';

const SMALL: ExpectedSize = {
  runCount: 4,
  connectionsPerRun: 5_000,
  connections: 20_000,
  peakPerSecond: 100,
  openMax: 500,
};

describe('bounds on the size', () => {
  const scenario = scenarioWith({ experiment: { replications: 4 } });

  test.each([
    ['an ordinary experiment', {}, null],
    ['as many connections as there may be', { connections: 100e9 }, null],
    [
      'too many connections',
      { connections: 4e15, connectionsPerRun: 1e15 },
      'rate: about 4.0e+15 connections in all (1.0e+15 a run, 1 design x 4 replications); an experiment may have 100,000,000,000',
    ],
    ['as high a rate as there may be', { peakPerSecond: 1e9 }, null],
    [
      'too high a rate',
      { peakPerSecond: 1.5e9 },
      'rate: about 1,500,000,000 new connections a second at the height; there may be 1,000,000,000',
    ],
    ['as many open at once as there may be', { openMax: 50e6 }, null],
    [
      'too many open at once',
      { openMax: 60e6 },
      'hold: about 60,000,000 connections open at once (rate x mean hold); there may be 50,000,000',
    ],
  ])('%s', (_name, change: Partial<ExpectedSize>, expected) => {
    const fault = sizeFault({ ...SMALL, ...change }, scenario);
    expect(fault === null ? null : `${fault.path.at(-1)}: ${fault.message}`).toBe(expected);
  });
});

describe('what attackers and servers of the forum design do of their own accord', () => {
  const forum = (events: string, own: string): string => `version: 1
name: x
time: { duration: 10m }
world: { extends: gcp }
service:
  protocol: TCP
  port: 443
  backends: { web: { zone: europe-west1-b, members: 2000, maxConnectionsPerInstance: 10 } }
  member: { workers: 20, serviceTime: 20ms }
traffic: { connections: { rate: 10/s, hold: 1s } }
designs:
  forum: { kind: redirect${own} }
  proxy: { kind: anycastProxy }
events: [${events}]
experiment: { replications: 10 }
`;

  /** The fault of a scenario of its own file. */
  function faultOf(events: string, own = ''): string | null {
    const result = load(forum(events, own));
    if (!result.ok) throw new Error(result.problems.map(formatProblem).join('\n'));
    const fault = sizeFault(SMALL, result.scenario);
    return fault === null ? null : formatProblem(result.errorAt(fault.path, fault.message));
  }

  const asks = (rate: string, more = ''): string => `{ id: it, at: 1m, for: 1h, attack: { asks: ${rate} }${more} }`;

  test.each([
    // Nine minutes of the run, ten replications: 5,400 s.
    ['asks', faultOf(asks('18M/s')), null],
    [
      'too many asks, where they are written',
      faultOf(asks('19M/s')),
      's.yaml:14:53 error events.it.attack.asks: about 102,600,000,000 asks of attackers in all; an experiment may have 100,000,000,000',
    ],
    [
      'asks at too high a rate',
      faultOf(asks('2G/s')),
      's.yaml:14:53 error events.it.attack.asks: 2,000,000,000 asks of attackers a second; there may be 1,000,000,000',
    ],
    ['asks of nobody', faultOf(asks('200M/s', ', designs: proxy')), null],
    // 2,000 servers, a thousand beats a second, 6,000 s.
    ['beats that say no load', faultOf('', ', heartbeat: { interval: 1ms }'), null],
    ['beats that do', faultOf('', ', assignment: leastLoaded, heartbeat: { interval: 1s }'), null],
  ])('%s', (_name, fault, expected) => expect(fault).toBe(expected));

  test('beats of very many servers', () => {
    const result = load(forum('', ', assignment: leastLoaded, heartbeat: { interval: 1ms }').replace('2000', '20k'));
    if (!result.ok) throw new Error('refused');
    expect(sizeFault(SMALL, result.scenario)).toEqual({
      path: ['designs', 'forum', 'heartbeat', 'interval'],
      message: 'about 120,000,000,000 heartbeats that say loads in all; an experiment may have 100,000,000,000',
    });
  });
});

describe('the estimate', () => {
  test('counts no more workers than there are runs', () => {
    expect(estimatedSeconds({ ...SMALL, connections: 1e9 }, 2)).toBe(500);
    expect(estimatedSeconds({ ...SMALL, connections: 1e9 }, 64)).toBe(250);
  });

  test('is said from ten minutes on', () => {
    expect(longRunNotice('small', { ...SMALL, connections: 2.38e9 }, 4)).toBeNull();
    expect(longRunNotice('small', { ...SMALL, connections: 28.8e9 }, 4)).toBe(
      'small: about 28,800,000,000 connections, 2 h or so on 4 workers',
    );
    expect(longRunNotice('small', { ...SMALL, connections: 1e9 }, 1)).toContain('on 1 worker');
  });
});

describe('a long run', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'spillway-size-'));
    writeFileSync(join(folder, 'long.yaml'), smallScenario({ duration: '2h' }).replace('rate: 30/s', 'rate: 100k/s'));
    writeFileSync(join(folder, 'short.yaml'), smallScenario());
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** stderr of a run whose workers fail at once. */
  async function stderrOf(file: string, quiet: boolean): Promise<string> {
    const io = captureIo(folder);
    const workers = sourceInstallation(new URL('../workers/faulty-worker.mjs', import.meta.url));
    await runCommand([file], { format: 'text', jobs: 2, quiet }, io, workers);
    return io.stderr();
  }

  test('says so first, but not to who wants quiet', async () => {
    const notice = /^note small: about [\d,]+ connections, \d+ min or so on 2 workers\n/;
    expect(await stderrOf('long.yaml', false)).toMatch(notice);
    expect(await stderrOf('long.yaml', true)).not.toMatch(/^note/m);
    expect(await stderrOf('short.yaml', false)).not.toMatch(/^note/m);
  });
});
