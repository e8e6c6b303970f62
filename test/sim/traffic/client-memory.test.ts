/**
 * Goal: ten million clients who are unlike and come and go cost 20 bytes each, as `spillway show` says beforehand.
 * Method: a process of its own with `--expose-gc`, typed arrays before and after the clients are made.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const PROBE = fileURLToPath(new URL('../../support/client-memory-probe.ts', import.meta.url));
const CLIENTS = 10_000_000;

it('ten million clients fit in 200 MB, and all of them may be met', () => {
  const output = execFileSync(process.execPath, ['--expose-gc', '--import', 'tsx', PROBE, String(CLIENTS)], {
    encoding: 'utf8',
  });
  const { bytes, highest, distinct } = JSON.parse(output) as { bytes: number; highest: number; distinct: number };
  // What else came and went in the process is far below a megabyte.
  expect(Math.abs(bytes - 20 * CLIENTS)).toBeLessThan(1_000_000);
  expect(highest).toBeGreaterThan(0.9 * CLIENTS);
  expect(highest).toBeLessThan(CLIENTS);
  expect(distinct).toBeGreaterThan(900);
});
