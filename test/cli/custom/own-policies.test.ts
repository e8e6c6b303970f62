/**
 * Goal: a scenario may name a module of the user's own, in TypeScript or JavaScript, for each of the four kinds; it
 * runs the same on any number of workers; and what is wrong with it is told as the user's fault, with the place, the
 * decision and what was expected.
 * Method: the shipped command line on small scenarios, with modules written beside them.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { useBuiltCli } from '../../support/built-cli.ts';
import { smallScenario } from '../../support/small-scenario.ts';

/** The second design of the small scenario with a policy of one's own. */
function withPolicy(reference: string): string {
  return smallScenario().replace('SPRAY_TO_WORLD', reference);
}

/** A service policy with this body of `pick`. */
function policy(pick: string, more = ''): string {
  return `export default { kind: 'servicePolicy', apiVersion: 1, name: 'mine', summary: 'a test', ${more}
  create(context) {
    return { pick(view, choice) {
      ${pick}
    } };
  } };\n`;
}

const LAST_ELIGIBLE = `for (let b = view.capacity.length - 1; b >= 0; b--)
        if (view.capacity[b] > 0 && view.healthyCount[b] > 0 && view.isDraining[b] === 0) return b;
      return -1;`;

describe('modules of the user', () => {
  const cli = useBuiltCli();

  function run(scenario: string, args: readonly string[] = []) {
    cli.write('s/scenario.yaml', scenario);
    return cli.run(['run', 's/scenario.yaml', '--out', 'out', '--quiet', ...args]);
  }

  const result = (file: string): string => readFileSync(join(cli.folder(), 'out', file), 'utf8');

  /** The cells of a column, of the rows that are wanted. */
  function column(file: string, name: string, isWanted: (row: string) => boolean = () => true): string[] {
    const [head, ...rows] = result(file).trim().split('\n');
    const at = head!.split(',').indexOf(name);
    expect(at, `${file} has no ${name}`).toBeGreaterThanOrEqual(0);
    return rows.filter(isWanted).map((row) => row.split(',')[at]!);
  }

  function fingerprint(): unknown {
    return JSON.parse(result('manifest.json')).fingerprint;
  }

  test('a JavaScript policy decides, wherever the command is run from, and its name is in the tables', () => {
    cli.write('s/policies/mine.js', policy(LAST_ELIGIBLE));
    const { code, stderr } = run(withPolicy('{ module: ./policies/mine.js }'));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const design = JSON.parse(result('result.json')).designs[1];
    expect(design).toMatchObject({ id: 'spray', policy: 'mine', description: 'mine' });
    // All go to the last of the backends while it is well.
    const served = new Set(
      column('flows.csv', 'region', (row) => row.startsWith('spray,')).filter((region) => region !== ''),
    );
    expect(served).toEqual(new Set(['us-central1']));
  });

  test('a TypeScript policy with imports draws from its own stream; the same on 1 and 4 workers; traffic does not move', () => {
    cli.write(
      's/policies/chance.ts',
      `import type { ServicePolicyModule } from 'spillway/policy';
import { eligible } from './lib/eligible.ts';
export default {
  kind: 'servicePolicy', apiVersion: 1, name: 'chance', summary: 'any eligible backend',
  options: { keepsFirst: { summary: 'whether the first is spared', default: false } },
  create({ stream, options }) {
    return { pick(view) { const all = eligible(view).slice(options.keepsFirst ? 1 : 0); return all.length === 0 ? -1 : all[stream.below(all.length)]!; } };
  },
} satisfies ServicePolicyModule<{ keepsFirst: boolean }>;\n`,
    );
    cli.write(
      's/policies/lib/eligible.ts',
      `import type { FleetView } from 'spillway/policy';
export function eligible(view: FleetView): number[] {
  const all: number[] = [];
  for (let b = 0; b < view.capacity.length; b++) if (view.capacity[b]! > 0 && view.healthyCount[b]! > 0 && view.isDraining[b] === 0) all.push(b);
  return all;
}\n`,
    );
    const scenario = withPolicy('{ module: ./policies/chance.ts }');
    expect(run(scenario, ['--jobs', '1']).code).toBe(0);
    const alone = { csv: result('timeseries.csv'), fingerprint: fingerprint() };
    const resolved = result('scenario.resolved.yaml');
    expect(run(scenario, ['--jobs', '4']).code).toBe(0);
    expect({ csv: result('timeseries.csv'), fingerprint: fingerprint() }).toEqual(alone);
    // What was resolved reads as the same scenario from the same folder.
    expect(resolved).toContain('module: ./policies/chance.ts');
    cli.write('s/resolved.yaml', resolved);
    expect(cli.run(['show', 's/resolved.yaml', '--format', 'yaml']).stdout).toBe(resolved);
    // Another policy meets the same connections.
    const offered = () =>
      JSON.parse(result('result.json')).replications.map(
        (one: { fingerprint: { traffic: string } }) => one.fingerprint.traffic,
      );
    const before = offered();
    expect(run(withPolicy('{ module: ./policies/chance.ts, options: { keepsFirst: true } }')).code).toBe(0);
    expect(offered()).toEqual(before);
    expect(result('timeseries.csv')).not.toBe(alone.csv);
  });

  test('the hash follows the content of the module and of what it imports, not the place it is read from', () => {
    const hash = (): string => JSON.parse(result('manifest.json')).scenario.hash;
    const write = (comment: string): void => {
      cli.write('s/policies/hashed.js', `import { pick } from './part.js';\n${policy('return pick(view);')}`);
      cli.write('s/policies/part.js', `// ${comment}\nexport function pick(view) { ${LAST_ELIGIBLE} }\n`);
    };
    const scenario = withPolicy('{ module: ./policies/hashed.js }');
    write('one');
    expect(run(scenario).code).toBe(0);
    const first = hash();
    const { folder } = cli;
    cli.run(['run', join(folder(), 's/scenario.yaml'), '--out', 'out', '--quiet']);
    expect(hash()).toBe(first);
    write('two');
    expect(run(scenario).code).toBe(0);
    expect(hash()).not.toBe(first);
  });

  test('locality policy, catchment and traffic shape by the same mechanism', () => {
    const header = (kind: string): string =>
      `kind: '${kind}', apiVersion: 1, name: 'own-${kind.toLowerCase()}', summary: 'a test'`;
    cli.write(
      's/last-member.js',
      `export default { ${header('localityPolicy')}, create({ backendCount }) {
        const of = new Array(backendCount);
        return { setMembers(backend, members) { of[backend] = members; }, pick: (backend) => of[backend][of[backend].length - 1] };
      } };`,
    );
    cli.write(
      's/last-pop.js',
      `export default { ${header('catchment')}, create: ({ pops }) => ({ order: () => [pops.findIndex(({ id }) => id === 'lax')] }) };`,
    );
    cli.write(
      's/first-minute.js',
      `export default { ${header('trafficShape')}, create: () => ({ factor: (metro, { minuteOfRun }) => (minuteOfRun < 1 ? 1 : 0) }) };`,
    );
    const scenario = smallScenario()
      .replace('  port: 443\n', '  port: 443\n  localityLbPolicy: { module: ./last-member.js }\n')
      .replace('weight: equal }\n', 'weight: equal }\n  catchment: { profile: ideal, module: ./last-pop.js }\n')
      .replace('traffic:\n', 'traffic:\n  shape: { module: ./first-minute.js }\n');
    const { code, stderr } = run(scenario);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(new Set(column('flows.csv', 'ingressPop'))).toEqual(new Set(['lax']));
    // In the second minute nobody comes.
    const starts = column('timeseries.csv', 'timeSeconds').map(Number);
    const offered = column('timeseries.csv', 'offered').map(Number);
    expect(offered.some((count) => count > 0)).toBe(true);
    expect(offered.filter((count, row) => starts[row]! >= 60 && count > 0)).toEqual([]);
  });

  it.each<[name: string, text: string | null, message: RegExp]>([
    [
      'a missing file',
      null,
      /s\/scenario\.yaml:22:\d+ error designs\.spray\.serviceLbPolicy\.loadBalancingAlgorithm\.module: cannot read s\/mine\.js/,
    ],
    ['a syntax error', 'export default {\n  kind: ;\n};\n', /: s\/mine\.js:2:9: Unexpected ";"/],
    [
      'no default export',
      'export const a = 1;\n',
      /s\/mine\.js: nothing is exported by default; expected export default \{ kind/,
    ],
    [
      'another kind',
      `export default { kind: 'catchment', apiVersion: 1, name: 'c', summary: 's', create() {} };`,
      /c is a catchment: it belongs in world\.catchment; expected a service policy/,
    ],
    [
      'a slip in the header',
      `export default { kind: 'servicePolcy', apiVersion: 2, name: 'c', summary: 's' };`,
      /kind: expected one of servicePolicy.*got "servicePolcy" \(did you mean "servicePolicy"\?\)[\s\S]*apiVersion: expected 1; got 2[\s\S]*create: expected a function/,
    ],
    ['a throw while it is loaded', 'const a = null;\na.b;\nexport default a;\n', /s\/mine\.js:2:3: threw TypeError/],
    [
      'a file of the machine',
      `import { readFileSync } from 'node:fs';\nexport default readFileSync;`,
      /s\/mine\.js:1:30: Could not resolve "node:fs"/,
    ],
  ])('%s is told at the line of the scenario that names the module', (_, text, message) => {
    if (text !== null) cli.write('s/mine.js', text);
    const missing = text === null ? 'missing.js' : 'mine.js';
    const { code, stderr } = run(withPolicy(`{ module: ./${missing} }`));
    expect(code).toBe(2);
    expect(stderr.replace('missing.js', 'mine.js')).toMatch(message);
  });

  it.each<[name: string, pick: string, message: RegExp]>([
    [
      'a throw',
      'if (view.load[0] > 30) view.nothing.at(0); return 0;',
      /^error: service policy mine \(\.\/mine\.js\), design spray, at \S+, decision \d+: threw TypeError: .*'at'.* \(s\/mine\.js:4:\d+\)\n$/,
    ],
    [
      'an index that does not exist',
      'return 7;',
      /, decision 1: returned 7; expected a backend from 0 to 2, or -1 for none\n$/,
    ],
    ['no number', 'return Number.NaN;', /, decision 1: returned NaN; expected a backend/],
    ['a promise', 'return Promise.resolve(0);', /, decision 1: returned an object; expected a backend/],
    [
      'one that is not eligible',
      'return 0;',
      /, decision \d+: picked backend 0 \(web-seoul\), which has no healthy member\n$/,
    ],
    [
      'the clock',
      'return Date.now() % 3;',
      /threw TypeError: Date\.now is not available to a policy: a run knows simulated time only/,
    ],
    [
      'chance',
      'return Math.floor(Math.random() * 3);',
      /threw TypeError: Math\.random is not available to a policy: draw from context\.stream/,
    ],
    ['a timer', 'setTimeout(() => 0, 1); return 0;', /threw ReferenceError: setTimeout is not defined/],
  ])("%s ends the run as the user's fault, with design, time and decision", (_, pick, message) => {
    cli.write('s/mine.js', policy(pick));
    const { code, stderr } = run(withPolicy('{ module: ./mine.js }'));
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });

  test('options are checked at their place', () => {
    cli.write(
      's/mine.js',
      policy(LAST_ELIGIBLE, `options: { spillAt: { summary: 's', default: 0.9, min: 0, max: 1 } },`),
    );
    const { code, stderr } = run(withPolicy('{ module: ./mine.js, options: { spilAt: 0.5, spillAt: 2 } }'));
    expect(code).toBe(2);
    expect(stderr).toMatch(/options\.spilAt: unknown option; mine has spillAt \(did you mean "spillAt"\?\)/);
    expect(stderr).toMatch(/options\.spillAt: expected a number from 0 to 1; got 2/);
  });

  test('explain follows a policy that keeps state without disturbing it, and asks one that does not', () => {
    const ask = ['--design', 'spray', '--metro', 'seoul', '--at', '20s', '--format', 'json'];
    const trail = (more: string) => {
      cli.write('s/mine.js', policy(LAST_ELIGIBLE, more));
      cli.write('s/scenario.yaml', withPolicy('{ module: ./mine.js }'));
      const { stdout, stderr } = cli.run(['explain', 's/scenario.yaml', ...ask]);
      expect(stderr).toBe('');
      return JSON.parse(stdout).trails[0];
    };
    const backends = (one: { backends: { isPicked: boolean; share: number | null; reason: string }[] }) =>
      one.backends.filter(({ isPicked }) => isPicked).map(({ share, reason }) => ({ share, reason }));
    expect(backends(trail(''))).toEqual([{ share: null, reason: 'ownPolicy' }]);
    expect(backends(trail('isStateless: true,'))).toEqual([{ share: 1, reason: 'ownPolicy' }]);
  });
});
