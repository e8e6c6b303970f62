/**
 * Goal: the same version, scenario and seed give the same bytes, whatever the number of
 * workers, and whichever run it is.
 * Method: a small scenario in child processes: every file of the result directories is compared byte by byte, but for
 * the manifest's `measured` part. And inside the test: the main scenario, thinned, under the tripwire, which makes
 * ambient time, chance and locale throw.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadScenarioFile } from '../../cli/scenario/load-scenario-file.ts';
import { compileModel, simulate, UNATTENDED } from '../../sim/index.ts';
import { useBuiltCli } from '../support/built-cli.ts';
import { smallScenario } from '../support/small-scenario.ts';
import { sourceInstallation } from '../support/source-installation.ts';
import { withTripwire } from '../support/tripwire.ts';

const MAIN_SCENARIO = new URL('../../scenarios/seoul-boston.yaml', import.meta.url);

/** A design of each kind, and a member lost under them. */
const EVERY_KIND = `version: 1
name: every-kind
time: { duration: 1m, interval: 5s }
world: { extends: gcp, clients: { metros: [seoul, boston], weight: equal } }
service:
  protocol: TCP
  port: 443
  backends: { web: { zone: asia-northeast3-a, members: 6, maxConnectionsPerInstance: 50 } }
  member: { workers: 100, serviceTime: { lognormal: { mean: 10ms, p99: 60ms } } }
traffic: { connections: { rate: 30/s, hold: { exponential: { mean: 4s } } }, clients: 2k }
designs:
  proxy: { kind: anycastProxy, edge: { tableSize: 1021 } }
  passthrough: { kind: networkPassthrough, service: { region: asia-northeast3 } }
  forum: { kind: redirect }
  dns: { kind: dns }
  chain: { kind: chain, tiers: { alb: { kind: floodProtection }, apache: { kind: threadPerConnection, servers: 2 } } }
events:
  - { id: lost, at: 30s, for: 10s, fail: { member: 'web/0' } }
experiment: { baseline: proxy, replications: 3, seed: 42 }
`;

describe('determinism', () => {
  const cli = useBuiltCli();

  function filesOf(directory: string): Map<string, string> {
    const path = join(cli.folder(), directory);
    const names = readdirSync(path).sort();
    return new Map(names.map((name) => [name, withoutMeasured(name, readFileSync(join(path, name), 'utf8'))]));
  }

  function resultOf(args: readonly string[]): Map<string, string> {
    const { code, stderr } = cli.run(['run', 'scenario.yaml', '--out', 'out', ...args]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return filesOf('out');
  }

  test('result directories are the same bytes for 1, 2 and 4 workers, and in a second run', () => {
    cli.write('scenario.yaml', smallScenario({ replications: 5, duration: '3m' }));
    const expected = resultOf(['--jobs', '1']);
    expect(expected.size).toBeGreaterThan(10);
    for (const jobs of ['1', '2', '4']) expect(resultOf(['--jobs', jobs])).toEqual(expected);
  });

  test('so they are for every kind of design, of which each worker serves any', () => {
    cli.write('scenario.yaml', EVERY_KIND);
    const expected = resultOf(['--jobs', '1']);
    expect(resultOf(['--jobs', '4'])).toEqual(expected);
  });

  test('another seed gives other bytes', () => {
    cli.write('scenario.yaml', smallScenario());
    const [one, two] = ['1', '2'].map((seed) => resultOf(['--seed', seed]));
    expect(one!.get('timeseries.csv')).not.toBe(two!.get('timeseries.csv'));
  });

  test('time zone and locale do not show', () => {
    cli.write('scenario.yaml', smallScenario());
    const expected = resultOf([]);
    const elsewhere = { TZ: 'Asia/Kathmandu', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' };
    const { code } = cli.run(['run', 'scenario.yaml', '--out', 'out'], elsewhere);
    expect(code).toBe(0);
    expect(filesOf('out')).toEqual(expected);
  });

  test('a run of the main scenario touches nothing ambient', () => {
    const loaded = loadScenarioFile(
      MAIN_SCENARIO.pathname,
      ['traffic.connections.rate=20/s'],
      '/',
      sourceInstallation(),
    );
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
    const { scenario, world } = loaded;
    const records = withTripwire(() => {
      const model = compileModel(scenario, world);
      return scenario.designs.map((_, designIndex) => simulate(model, designIndex, 0, UNATTENDED));
    });
    expect(records.every((record) => record.isComplete && record.offeredCount > 10_000)).toBe(true);
  });
});

function withoutMeasured(name: string, text: string): string {
  if (name !== 'manifest.json') return text;
  const { measured, ...rest } = JSON.parse(text) as Record<string, unknown>;
  expect(measured).toBeDefined();
  return JSON.stringify(rest);
}
