/**
 * Goal: the printed command, pasted into a shell, gives the user's words back.
 * Method: expected text for the usual cases; for awkward ones, a real shell splits it again.
 */
import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { reproduceCommand } from '../../../cli/experiment/reproduce-command.ts';

describe('reproduce command', () => {
  test('names the seed always, and nothing that the user did not change', () => {
    expect(reproduceCommand('scenarios/a.yaml', '42', { set: [] })).toBe('npx spillway run scenarios/a.yaml --seed 42');
  });

  test('names every change', () => {
    const changes = { seed: '7', replications: 3, designs: 'spray,water', set: ['time.duration=5m', 'a.b=2x'] };
    expect(reproduceCommand('a.yaml', '7', changes)).toBe(
      'npx spillway run a.yaml --seed 7 --replications 3 --designs spray,water --set time.duration=5m --set a.b=2x',
    );
  });

  test.each([
    ["it's mine.yaml", '$HOME', 'spray*', 'x=[a, b]'],
    ['a b/c.yaml', 'a;b', 'spr?y,"w"', 'x={ y: "z" }'],
    ['서울.yaml', '`id`', 'a|b', 'x=\\n'],
  ])('survives a shell: %s', (file, seed, designs, set) => {
    const command = reproduceCommand(file, seed, { designs, set: [set] });
    const words = execFileSync('/bin/sh', ['-c', `for word in ${command}; do printf '%s\\0' "$word"; done`], {
      encoding: 'utf8',
    });
    expect(words.split('\0').slice(0, -1)).toEqual([
      'npx',
      'spillway',
      'run',
      file,
      '--seed',
      seed,
      '--designs',
      designs,
      '--set',
      set,
    ]);
  });
});
