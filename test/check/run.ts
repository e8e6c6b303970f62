/**
 * Runs the checks named on the command line, or all of them, every one even when another fails; the last line counts.
 *
 *   tsx test/check/run.ts [types|types-sim|lint|imports|house|purity|vitest|baselines ...]
 */
import { fileURLToPath } from 'node:url';
import { CHECKS } from './checks.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !CHECKS.some((check) => check.name === name));

let passed = 0;
let failed = unknown.length;
for (const name of unknown)
  say(`no check is called ${name}; there are ${CHECKS.map((check) => check.name).join(', ')}`);

for (const check of CHECKS) {
  if (wanted.length > 0 && !wanted.includes(check.name)) continue;
  const startedAt = performance.now();
  const outcome = check.run(root);
  for (const note of outcome.notes) say(`  ${note}`);
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  say(`${outcome.failed === 0 ? 'ok  ' : 'FAIL'} ${check.name} (${seconds} s)`);
  passed += outcome.passed;
  failed += outcome.failed;
}

say(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
