/**
 * Goal: `check-policy` says of each kind of module which properties hold, with a counterexample where one
 * does not, and exits 0, 1 or 2.
 * Method: the built command line on the shipped example and on modules with one fault.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { useBuiltCli } from '../../support/built-cli.ts';

const EXAMPLE = readFileSync(new URL('../../../scenarios/policies/spill-early.ts', import.meta.url), 'utf8');
const HOW_TO = readFileSync(new URL('../../../docs/OWN-POLICY.md', import.meta.url), 'utf8');

const header = (kind: string): string => `kind: '${kind}', apiVersion: 1, name: 'mine', summary: 'a test'`;

describe('check-policy', () => {
  const cli = useBuiltCli();

  test('the shipped example holds the contract', () => {
    cli.write('spill-early.ts', EXAMPLE);
    const { code, stdout, stderr } = cli.run(['check-policy', 'spill-early.ts', '--options', '{"spillAt": 0.8}']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^spill-early: nearest region .*\nservice policy, spill-early\.ts, spillAt 0\.8\n/);
    expect(stdout).toContain('✓ picks one whenever there is one\n');
    expect(stdout).not.toContain('✗');
    expect(stdout).toMatch(/About \d+ ns and \d+ bytes a pick, among 12 backends\.\n$/);
  });

  test('so does the one in the how-to, as it stands there', () => {
    cli.write('how-to.js', HOW_TO.split('```js\n')[1]!.split('```')[0]!);
    const { code, stdout } = cli.run(['check-policy', 'how-to.js', '--format', 'json']);
    expect(code).toBe(0);
    const { outcomes } = JSON.parse(stdout) as { outcomes: { binding: string; failure: unknown }[] };
    expect(outcomes.filter(({ binding, failure }) => binding === 'contract' && failure !== null)).toEqual([]);
    expect(outcomes.length).toBeGreaterThan(5);
  });

  test('the other examples of the how-to hold theirs', () => {
    const bodies = HOW_TO.split('```js\n')
      .slice(2)
      .map((part) => part.split('```')[0]!);
    const kinds = ['localityPolicy', 'catchment', 'trafficShape'];
    expect(bodies).toHaveLength(kinds.length);
    for (const [index, kind] of kinds.entries()) {
      cli.write('one.js', `export default { ${header(kind)}, ${bodies[index]} };\n`);
      const { code, stdout } = cli.run(['check-policy', 'one.js']);
      expect({ kind, code, stdout }).toEqual({ kind, code: 0, stdout: expect.not.stringContaining('✗') });
    }
  });

  it.each<[name: string, module: string, message: RegExp]>([
    [
      'a service policy that ignores health',
      `{ ${header('servicePolicy')}, create: () => ({ pick: () => 0 }) }`,
      /✗ picks an eligible backend, or none\n {4}picked 0, which is not eligible\n {6}regions by RTT/,
    ],
    [
      'a service policy that throws',
      `{ ${header('servicePolicy')}, create: () => ({ pick: (view) => view.nothing[0] }) }`,
      /✗ picks an eligible backend, or none\n {4}threw TypeError: Cannot read properties of undefined/,
    ],
    [
      'chance that is not its own',
      `{ ${header('servicePolicy')}, create: () => ({ pick: () => Math.floor(Math.random() * 2) }) }`,
      /✗ .*\n {4}threw TypeError: Math\.random is not available to a policy: draw from context\.stream/,
    ],
    [
      'a locality policy that picks by number',
      `{ ${header('localityPolicy')}, create: () => ({ setMembers() {}, pick: () => 0 }) }`,
      /✗ picks a member it was told of, after every change\n.*expected one of/,
    ],
    [
      'a catchment with a PoP that does not exist',
      `{ ${header('catchment')}, create: () => ({ order: () => [100000] }) }`,
      /✗ orders the PoPs.*\n.*network [a-z-]+\/0: item 0 is 100000; expected 0 to \d+/,
    ],
    [
      'a shape below nothing',
      `{ ${header('trafficShape')}, create: () => ({ factor: () => -1 }) }`,
      /✗ gives every metro.*\n.*minute 0 of the run: returned -1; expected a number from 0 to 1000/,
    ],
    [
      'a shape with a memory',
      `{ ${header('trafficShape')}, create: () => ({ factor: () => (globalThis.n = (globalThis.n ?? 0) + 1) / 1e9 }) }`,
      /✗ gives every metro.*\n {4}answered \S+, then \S+\n {6}minute 0 of metro /,
    ],
  ])('%s exits 1 with a counterexample', (_, module, message) => {
    cli.write('faulty.js', `export default ${module};\n`);
    const { code, stdout } = cli.run(['check-policy', 'faulty.js']);
    expect(stdout).toMatch(message);
    expect(code).toBe(1);
  });

  it.each<[name: string, args: readonly string[], message: RegExp]>([
    ['a file that is not there', ['nowhere.ts'], /^error: cannot read nowhere\.ts\n/],
    [
      'options that are no JSON',
      ['spill-early.ts', '--options', 'spillAt=1'],
      /^error: --options: expected a JSON object/,
    ],
    [
      'an option out of bounds',
      ['spill-early.ts', '--options', '{"spillAt": 7}'],
      /^error: --options: spillAt: expected a number from 0\.1 to 1; got 7\n/,
    ],
  ])('%s exits 2', (_, args, message) => {
    cli.write('spill-early.ts', EXAMPLE);
    const { code, stderr } = cli.run(['check-policy', ...args]);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });
});
