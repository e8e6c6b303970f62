/**
 * Goal: what a run needs does not grow with its length: connections, events and table entries are given back.
 * Method: ten minutes of a steady load in a process of its own with `--expose-gc`; what is live after
 * each of some twenty collections.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const PROBE = fileURLToPath(new URL('../support/memory-probe.ts', import.meta.url));

/** A sixth of the run. */
const FIRST_LOOKS = 3;

it('memory stays what it was after the first half minute, within 1 MB over ten', () => {
  const output = execFileSync(process.execPath, ['--expose-gc', '--import', 'tsx', PROBE, '10'], { encoding: 'utf8' });
  const { live, offered } = JSON.parse(output) as { live: number[]; offered: number };
  expect(live.length).toBeGreaterThan(15);
  expect(offered).toBeGreaterThan(590_000);
  // Against the least of the first looks: one alone may still hold what the start left. A list with one number for each
  // of the 500,000 connections that follow would be 4 MB, a row of 80 bytes 40.
  const atFirst = Math.min(...live.slice(0, FIRST_LOOKS));
  expect(Math.max(...live.slice(FIRST_LOOKS)) - atFirst).toBeLessThan(1_000_000);
});
