/**
 * Goal: the scenario that the README shows is one that a reader can copy: it is valid, runs and holds.
 * Method: taken out of the README as it stands there, given to the built command line.
 */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { useBuiltCli } from '../support/built-cli.ts';

const README = new URL('../../README.md', import.meta.url);
const CAPTION = 'A scenario, shortened:';

describe('the scenario in the README', () => {
  const cli = useBuiltCli();
  beforeAll(() => {
    const [, after] = readFileSync(README, 'utf8').split(CAPTION);
    const [, text] = /^\s*```yaml\n([\s\S]*?)^```$/m.exec(after!)!;
    cli.write('readme.yaml', text!);
  });

  test('is valid', () => {
    expect(cli.run(['validate', 'readme.yaml'])).toEqual({ code: 0, stdout: 'readme.yaml: valid\n', stderr: '' });
  });

  test('runs, and what it expects holds', () => {
    const { code, stdout } = cli.run(['run', 'readme.yaml']);
    expect(stdout).toMatch(/^✓ held/m);
    expect(stdout).not.toMatch(/^[✗?]/m);
    expect(code).toBe(0);
  });
});
