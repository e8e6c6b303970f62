/**
 * Goal: each import rule catches what it is for, and only that.
 * Method: one planted tree, judged once by the real dependency-cruiser with the project's own configuration;
 * each planted file breaks one rule.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The importing file is planted; `imports` is a file of the tree (planted too, empty) or a package. */
const FAULTS: readonly { readonly rule: string; readonly file: string; readonly imports: string }[] = [
  { rule: 'kernel-knows-no-domain', file: 'sim/kernel/kernel.ts', imports: 'sim/policies/rank-choice.ts' },
  { rule: 'stats-know-no-domain', file: 'sim/stats/interval.ts', imports: 'sim/metrics/outcome.ts' },
  { rule: 'requests-know-no-domain', file: 'sim/requests/hop.ts', imports: 'sim/kernel/time.ts' },
  { rule: 'policies-do-not-import-one-another', file: 'sim/policies/spray.ts', imports: 'sim/policies/waterfall.ts' },
  { rule: 'policies-see-views-only', file: 'sim/policies/random.ts', imports: 'sim/fleet/store.ts' },
  { rule: 'parts-do-not-know-designs', file: 'sim/fleet/members.ts', imports: 'sim/designs/anycast-proxy/design.ts' },
  { rule: 'nobody-imports-the-core-from-behind', file: 'sim/fleet/zones.ts', imports: 'sim/index.ts' },
  { rule: 'sim-knows-nobody', file: 'sim/world/world.ts', imports: 'cli/empty.ts' },
  { rule: 'sim-does-no-io', file: 'sim/world/reader.ts', imports: 'node:fs' },
  { rule: 'sim-uses-pure-libraries', file: 'sim/world/colour.ts', imports: 'picocolors' },
  { rule: 'viz-draws-records', file: 'viz/render-report.ts', imports: 'sim/kernel/empty.ts' },
  { rule: 'page-runs-in-a-browser', file: 'viz/charts/map.ts', imports: 'linkedom' },
  { rule: 'page-has-no-node', file: 'viz/page/player.ts', imports: 'node:path' },
  { rule: 'production-does-not-test', file: 'cli/cheat.ts', imports: 'test/support/tripwire.ts' },
  { rule: 'ships-what-it-imports', file: 'cli/program.ts', imports: 'typescript' },
  { rule: 'must-resolve', file: 'sim/world/lost.ts', imports: './gone.ts' },
  { rule: 'no-cycles', file: 'sim/traffic/arrivals.ts', imports: 'sim/traffic/arrivals.ts' },
];

const ALLOWED: readonly { readonly file: string; readonly imports: string }[] = [
  { file: 'sim/policies/locality.ts', imports: 'sim/policies/service-policy.ts' },
  { file: 'sim/policies/nearest.ts', imports: 'sim/policies/rank-choice.ts' },
  { file: 'sim/policies/fullest.ts', imports: 'sim/fleet/fleet-view.ts' },
  { file: 'sim/policies/registry.ts', imports: 'sim/policies/waterfall.ts' },
  { file: 'sim/designs/proxy.ts', imports: 'sim/policies/waterfall.ts' },
  { file: 'sim/scenario/read.ts', imports: 'yaml' },
  { file: 'viz/charts/latency.ts', imports: 'sim/metrics/outcome.ts' },
  { file: 'cli/build/page.ts', imports: 'typescript' },
  { file: 'cli/start.ts', imports: 'node:fs' },
];

describe('import rules', () => {
  let tree: string;
  let violations: { readonly from: string; readonly rule: { readonly name: string } }[];

  beforeAll(() => {
    tree = mkdtempSync(join(tmpdir(), 'spillway-imports-'));
    copyFileSync(join(ROOT, 'package.json'), join(tree, 'package.json'));
    copyFileSync(join(ROOT, 'tsconfig.json'), join(tree, 'tsconfig.json'));
    symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'));
    const planted = [...FAULTS, ...ALLOWED];
    for (const { imports } of planted) if (isFile(imports)) plant(imports, 'export const x = 1;\n');
    for (const { file, imports } of planted)
      plant(file, `import * as y from '${specifier(file, imports)}';\nexport const x = y;\n`);
    violations = cruise();
  });
  afterAll(() => rmSync(tree, { recursive: true }));

  function plant(path: string, text: string): void {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  }

  function cruise(): typeof violations {
    const program = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
    const config = join(ROOT, '.dependency-cruiser.cjs');
    const args = [program, '--config', config, '--output-type', 'json', 'sim', 'viz', 'cli', 'test'];
    const { stdout } = spawnSync(process.execPath, args, { cwd: tree, encoding: 'utf8', maxBuffer: 1 << 26 });
    return (JSON.parse(stdout) as { summary: { violations: typeof violations } }).summary.violations;
  }

  test('no-dead-code: every module is reached from a program', () => {
    // In a tree with an entry, everything planted above is unreachable; without one, the
    // rule has nothing to start from.
    plant('cli/main.ts', "import { x } from './used.ts';\nexport const y = x;\n");
    plant('cli/used.ts', 'export const x = 1;\n');
    plant('cli/forgotten.ts', 'export const x = 1;\n');
    const dead = cruise().filter(({ rule }) => rule.name === 'no-dead-code');
    expect(dead.map(({ from }) => from)).toContain('cli/forgotten.ts');
    expect(dead.map(({ from }) => from)).not.toContain('cli/used.ts');
  });

  test.each(FAULTS)('$rule: $file may not import $imports', ({ rule, file }) => {
    expect(violations.filter(({ from }) => from === file).map((violation) => violation.rule.name)).toEqual([rule]);
  });

  test.each(ALLOWED)('$file may import $imports', ({ file }) => {
    expect(violations.filter(({ from }) => from === file)).toEqual([]);
  });
});

function isFile(imports: string): boolean {
  return imports.includes('/') && !imports.startsWith('.');
}

function specifier(file: string, imports: string): string {
  return isFile(imports) ? `${'../'.repeat(file.split('/').length - 1)}${imports}` : imports;
}
