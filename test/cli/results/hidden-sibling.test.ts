/**
 * Goal: what a killed process left beside a result is removed by the next one that writes there, and nothing else is.
 * Method: leftovers named after a process that has ended, one that lives, another machine and another result.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { replaceDirectory, replaceFile } from '../../../cli/results/replace-directory.ts';

const FILES = new Map([['a.txt', 'new']]);

let parent: string;
let deadProcess: number;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'spillway-siblings-'));
  deadProcess = spawnSync(process.execPath, ['--version']).pid;
});

afterEach(() => rmSync(parent, { recursive: true }));

function leave(name: string): string {
  mkdirSync(join(parent, name));
  writeFileSync(join(parent, name, 'a.txt'), 'half');
  return name;
}

describe('what a killed process left', () => {
  it('is removed when a directory is put in the same place', () => {
    leave(`.res.incoming-${hostname()}-${deadProcess}`);
    leave(`.res.outgoing-${hostname()}-${deadProcess}`);
    replaceDirectory(join(parent, 'res'), FILES);
    expect(readdirSync(parent)).toEqual(['res']);
  });

  it('is removed when a file is', () => {
    writeFileSync(join(parent, `.report.html.incoming-${hostname()}-${deadProcess}`), 'half');
    replaceFile(join(parent, 'report.html'), 'new');
    expect(readdirSync(parent)).toEqual(['report.html']);
  });

  it('stays where it may belong to somebody: a living process, another machine, another result', () => {
    const kept = [
      leave(`.res.incoming-${hostname()}-${process.ppid}`),
      leave(`.res.incoming-${hostname()}.elsewhere-${deadProcess}`),
      leave(`.res.incoming-${hostname()}-${deadProcess}-notes`),
      leave(`.res2.incoming-${hostname()}-${deadProcess}`),
    ];
    replaceDirectory(join(parent, 'res'), FILES);
    expect(readdirSync(parent).sort()).toEqual([...kept, 'res'].sort());
  });

  it('is kept as the only copy of the old result until the new one is in place', () => {
    const only = leave(`.res.outgoing-${hostname()}-${deadProcess}`);
    const unwritable = new Map([['no/such/folder.txt', 'new']]);
    expect(() => replaceDirectory(join(parent, 'res'), unwritable)).toThrow('ENOENT');
    expect(existsSync(join(parent, only, 'a.txt'))).toBe(true);
  });
});
