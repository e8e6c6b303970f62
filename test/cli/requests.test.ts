/**
 * Goal: `requests` says what each hop made of each form, fails a build when two chains differ, and writes every format.
 * Method: the built command line in a child process on the shipped file and on small ones of its own.
 */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { useBuiltCli } from '../support/built-cli.ts';

const SHIPPED = readFileSync(new URL('../../scenarios/requests/apache-to-nginx.yaml', import.meta.url), 'utf8');

const SMALL = `version: 1
name: small
requests:
  plain: { target: /a, share: 90% }
  double: { target: //a }
chains:
  strict: [nginx, { preset: backend, serves: [/a] }]
  lenient: [{ preset: nginx, locations: [{ location: /, proxyPass: http://next/ }] }, { preset: backend, serves: [/a] }]
  same: [nginx, nginx, { preset: backend, serves: [/a] }]
`;

interface RequestsJson {
  readonly chains: readonly string[];
  readonly forms: readonly {
    readonly id: string;
    readonly probeOf: string | null;
    readonly chains: readonly {
      readonly status: number;
      readonly stations: readonly object[];
      readonly matters: boolean;
    }[];
  }[];
  readonly suggestions: readonly {
    readonly chainId: string;
    readonly each: readonly {
      readonly closes: readonly string[];
      readonly changes: readonly { readonly lines: readonly string[]; readonly yaml: readonly string[] }[];
    }[];
  }[];
}

describe('requests', () => {
  const cli = useBuiltCli();

  beforeAll(() => {
    cli.write('removal.yaml', SHIPPED);
    cli.write('s.yaml', SMALL);
  });

  function jsonOf(args: readonly string[]): RequestsJson {
    const { stdout, stderr } = cli.run(['requests', ...args, '--format', 'json']);
    expect(stderr).toBe('');
    return JSON.parse(stdout) as RequestsJson;
  }

  test('text: all forms in a table, the way of each, and a line for each chain', () => {
    const { code, stdout, stderr } = cli.run(['requests', 'removal.yaml', '--chain', 'before', '--chain', 'fixed']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toMatch(
      /^ *encoded-query-of-two +0\.5% +GET \/api\/v1\/users%3Flimit=1%26b=2 +200 backend .*another meaning, silently$/m,
    );
    expect(stdout).toContain('rewrite "^([^?]*)\\?(.*)$" $1?$2  ->  path /api/v1/users, query limit=1%26b=2');
    expect(stdout).toContain('the backend reads limit="1&b=2" and not limit="1" b="2"');
    expect(stdout.trimEnd().split('\n').at(-1)).toBe(
      'fixed against before: 2 of 8 forms differ (1% of the requests): 0 in status, 2 in meaning behind one status.',
    );
  });

  test('exits 0 where chains do the same, 1 where they differ', () => {
    const codeOf = (...chains: string[]): number | null =>
      cli.run(['requests', 's.yaml', ...chains.flatMap((id) => ['--chain', id])]).code;
    expect([codeOf('strict', 'same'), codeOf('strict', 'lenient'), codeOf('strict')]).toEqual([0, 1, 0]);
  });

  test('an expectation that is not met fails a single chain', () => {
    const set = ['--set', 'requests.double.expect=200'];
    const { code, stdout } = cli.run(['requests', 's.yaml', '--chain', 'strict', ...set]);
    expect(code).toBe(1);
    expect(stdout).toContain('expected 200, got 404');
    expect(cli.run(['requests', 's.yaml', '--chain', 'lenient', ...set]).code).toBe(0);
  });

  test('suggestions for one chain are those that meet what is expected', () => {
    const { suggestions } = jsonOf(['s.yaml', '--chain', 'strict', '--set', 'requests.double.expect=200', '--suggest']);
    expect(suggestions[0]!.each[0]!.closes).toEqual(['double']);
    expect(suggestions[0]!.each[0]!.changes[0]!.lines).toEqual(['rewrite ^ $uri;']);
  });

  test('a suggested rule, put into the scenario as it is written, closes the difference', () => {
    const { suggestions } = jsonOf(['s.yaml', '--chain', 'lenient', '--chain', 'strict', '--suggest']);
    const yaml = suggestions[0]!.each[0]!.changes[0]!.yaml.map((line) => `        ${line}`).join('\n');
    const mended = `  mended:\n    -\n        preset: nginx\n${yaml}\n    - { preset: backend, serves: [/a] }\n`;
    cli.write('mended.yaml', SMALL + mended);
    expect(cli.run(['requests', 'mended.yaml', '--chain', 'lenient', '--chain', 'mended']).code).toBe(0);
  });

  test('probes come from good forms only, and only where asked for', () => {
    expect(jsonOf(['s.yaml']).forms).toHaveLength(2);
    const { forms } = jsonOf(['s.yaml', '--probe']);
    const probes = forms.filter(({ probeOf }) => probeOf !== null);
    expect(probes.length).toBeGreaterThan(30);
    expect(new Set(probes.map(({ probeOf }) => probeOf))).toEqual(new Set(['plain']));
  });

  test('CSV: a row for each form, chain and hop', () => {
    const { stdout } = cli.run(['requests', 's.yaml', '--format', 'csv']);
    const [head, ...rows] = stdout.trimEnd().split('\n');
    expect(head).toBe(
      'form,probeOf,share,method,target,chain,hop,received,sent,status,answeredBy,backendSaw,location,difference,what,unmet',
    );
    expect(rows).toContain('double,,0.1,GET,//a,lenient,nginx,//a,/a,200,backend,/a,,status,404 became 200,');
    expect(rows).toHaveLength(2 * (2 + 2 + 3));
  });

  test('Markdown: a table, and rules as blocks of code', () => {
    const { stdout } = cli.run([
      'requests',
      's.yaml',
      '--chain',
      'lenient',
      '--chain',
      'strict',
      '--suggest',
      '--format',
      'markdown',
    ]);
    expect(stdout).toContain('| double | 10% | `GET //a` | `200 backend /a` | `404 backend //a` | another status |');
    expect(stdout).toContain('```nginx\nrewrite ^ $uri;\n```');
  });

  test('a chain that is not there, and a file without chains', () => {
    const { code, stderr } = cli.run(['requests', 's.yaml', '--chain', 'strickt']);
    expect([code, stderr]).toEqual([2, 'error: no chain "strickt" in s.yaml (did you mean "strict"?)\n']);
    cli.write('no-chains.yaml', 'version: 1\nname: no-chains\nrequests:\n  a: { target: /a }\n');
    expect(cli.run(['requests', 'no-chains.yaml']).stderr).toContain('chains: missing');
  });

  test('problems stand at their place; other sections are not looked at', () => {
    cli.write(
      'bad.yaml',
      SMALL.replace('target: /a,', 'target: a,').replace('name: small', 'name: small\nworld: nonsense'),
    );
    const { code, stderr } = cli.run(['requests', 'bad.yaml']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^bad\.yaml:5:20 error requests\.plain\.target: expected a request target/);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  test('validate takes such a file, run refuses it, a pattern leaves it out', () => {
    expect(cli.run(['validate', 's.yaml'])).toMatchObject({ code: 0, stdout: 's.yaml: valid\n' });
    expect(cli.run(['run', 's.yaml']).stderr).toContain('nothing to simulate');
    cli.write('only/s.yaml', SMALL);
    expect(cli.run(['run', 'only/*.yaml']).stderr).toContain('no file matches only/*.yaml');
  });
});
