/**
 * Goal: what a run needs does not grow with its length: connections, events and table entries are given back.
 * Method: the same steady load for two minutes and for ten, each in a process of its own with `--expose-gc`; the most that was live in each.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const PROBE = fileURLToPath(new URL('../support/memory-probe.ts', import.meta.url));

function probe(minutes: number): { most: number; polls: number; offered: number } {
  const output = execFileSync(process.execPath, ['--expose-gc', '--import', 'tsx', PROBE, String(minutes)], {
    encoding: 'utf8',
  });
  return JSON.parse(output) as { most: number; polls: number; offered: number };
}

it('memory of a run five times as long is the same within 1 MB', () => {
  const short = probe(2);
  const long = probe(10);
  expect(short.polls).toBeGreaterThan(16);
  expect(long.offered).toBeGreaterThan(4.9 * short.offered);
  // A leak of one row of 80 bytes for each of the 480,000 further connections would be 38 MB.
  expect(long.most - short.most).toBeLessThan(1_000_000);
});
