/**
 * Goal: the house rules catch what they are for, and let good files pass.
 * Method: one planted fault a case, in files that are otherwise good.
 */
import { describe, expect, test } from 'vitest';
import { houseRuleProblems } from './house-rules.ts';

const HEADER = '/** What this models, what it leaves out and where it comes from. */\n';

const FAULTS: readonly [name: string, path: string, text: string, message: RegExp][] = [
  [
    'a file that is too long',
    'sim/world/long.ts',
    HEADER + 'export {};\n'.repeat(400),
    /long\.ts: 401 lines; split it/,
  ],
  ['a name in camelCase', 'sim/world/rttModel.ts', HEADER, /rttModel\.ts: name files in kebab-case/],
  ['a directory in camelCase', 'sim/theWorld/rtt.ts', HEADER, /name directories in kebab-case, not theWorld/],
  ['no header', 'sim/world/rtt.ts', 'export const x = 1;\n', /rtt\.ts:1: open with a header comment/],
  ['an empty header', 'sim/world/rtt.ts', '/** rtt */\nexport const x = 1;\n', /rtt\.ts:1: open with a header comment/],
  [
    'a wide comment',
    'sim/world/rtt.ts',
    `${HEADER}// ${'wide '.repeat(30)}\n`,
    /rtt\.ts:2: wrap the comment at 120 col/,
  ],
  ['a reminder', 'docs/model.md', 'Text.\nTODO: more\n', /model\.md:2: finish it/],
  ['a machine path', 'viz/a.ts', `${HEADER}const x = '/root/spillway';\n`, /a\.ts:2: a path of one machine/],
  ['a registry host', '.npmrc', 'registry=https://registry.npmjs.org\n', /\.npmrc:1: names a package registry host/],
  [
    'a pinned download',
    'package-lock.json',
    '"resolved": "https://x/y.tgz"\n',
    /lock\.json:1: the lock file names a download address/,
  ],
];

describe('house rules', () => {
  test.each(FAULTS)('catch %s', (_name, path, text, message) => {
    const problems = houseRuleProblems([{ path, text }]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(message);
  });

  test('let good files pass', () => {
    const files = [
      { path: 'sim/world/rtt-model.ts', text: `${HEADER}export const x = 1;\n` },
      { path: 'cli/main.ts', text: `#!/usr/bin/env node\n${HEADER}` },
      { path: 'sim/world/wide-code.ts', text: `${HEADER}export const x = '${'wide '.repeat(30)}';\n` },
      { path: 'sim/world/address.ts', text: `${HEADER}// https://example.org/${'a'.repeat(120)}\n` },
      { path: 'scenarios/policies/a.ts', text: `${HEADER}// ${'wide '.repeat(30)}\n` },
      { path: 'sim/world/linter.ts', text: `${HEADER}// biome-ignore ${'why '.repeat(30)}\n` },
      { path: 'README.md', text: '# Spillway\n' },
      { path: 'docs/ARCHITECTURE.md', text: 'See https://example.org/work/x and `tmp/`.\n' },
      { path: '.dependency-cruiser.cjs', text: HEADER },
      { path: 'test/viz/__snapshots__/a.test.ts.snap', text: 'x' },
    ];
    expect(houseRuleProblems(files)).toEqual([]);
  });
});
