/**
 * Goal: a result directory is whole, repeatable byte for byte, replaced at once, and never
 * at the cost of somebody's files.
 * Method: a temporary directory for each test; the file system itself as oracle.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  assertReplaceable,
  readResultDirectory,
  replaceReport,
  writeResultDirectory,
} from '../../../cli/results/result-directory.ts';
import { UserError } from '../../../cli/user-error.ts';
import { RESULT_FORMAT_VERSION } from '../../../sim/metrics/experiment-result.ts';
import { sampleResult } from './sample-result.ts';

const result = sampleResult();
const EXTRAS = {
  resolvedYaml: 'version: 1\n',
  reportHtml: '<!doctype html>\n',
  completedReplications: { waterfall: 3, spray: 3 },
  wallMs: 1234.5,
};

let parent: string;
let directory: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'spillway-results-'));
  directory = join(parent, 'deep', 'sample');
});

afterEach(() => {
  rmSync(parent, { recursive: true });
});

function contents(path: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(path)
      .sort()
      .map((name) => [name, readFileSync(join(path, name), 'utf8')]),
  );
}

/** Rewrites one file of the result. */
function edit(name: string, change: (text: string) => string): void {
  const path = join(directory, name);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
}

describe('writeResultDirectory', () => {
  it('writes every file and nothing beside it', () => {
    writeResultDirectory(directory, result, EXTRAS);
    expect(readdirSync(directory).sort()).toEqual([
      'backends.csv',
      'breaks.csv',
      'counters.csv',
      'events.csv',
      'expectations.json',
      'flows.csv',
      'forms.csv',
      'junit.xml',
      'latency.csv',
      'machines.csv',
      'manifest.json',
      'report.html',
      'result.json',
      'scenario.resolved.yaml',
      'summary.csv',
      'summary.json',
      'timeseries.csv',
    ]);
    expect(readdirSync(join(parent, 'deep'))).toEqual(['sample']);
  });

  it('writes the same bytes for the same result, but for what the manifest measured', () => {
    const other = join(parent, 'other');
    writeResultDirectory(directory, result, EXTRAS);
    writeResultDirectory(other, sampleResult(), { ...EXTRAS, wallMs: 99 });
    const [one, two] = [contents(directory), contents(other)];
    const withoutMeasured = (text: string) => ({ ...JSON.parse(text), measured: null });
    expect(withoutMeasured(one['manifest.json']!)).toEqual(withoutMeasured(two['manifest.json']!));
    expect({ ...one, 'manifest.json': '' }).toEqual({ ...two, 'manifest.json': '' });
  });

  it('says in the manifest what made the result and where', () => {
    writeResultDirectory(directory, result, EXTRAS);
    const manifest = JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8'));
    expect(manifest).toMatchObject({
      tool: 'spillway',
      formatVersion: RESULT_FORMAT_VERSION,
      toolVersion: '0.1.0',
      scenario: { name: 'sample', file: 'scenarios/sample.yaml', hash: 'ab'.repeat(32) },
      seed: '42',
      replications: 3,
      completedReplications: { waterfall: 3, spray: 3 },
      designs: ['waterfall', 'spray'],
      fingerprint: result.fingerprint,
      isComplete: true,
      files: readdirSync(directory).sort(),
    });
    expect(manifest.measured).toMatchObject({ wallMs: 1235, node: process.version });
  });

  it('replaces an older result whole, its leftovers included', () => {
    writeResultDirectory(directory, result, EXTRAS);
    writeResultDirectory(directory, sampleResult('renamed'), { ...EXTRAS, reportHtml: 'new' });
    expect(readResultDirectory(directory).scenario.name).toBe('renamed');
    expect(readFileSync(join(directory, 'report.html'), 'utf8')).toBe('new');
    expect(readdirSync(join(parent, 'deep'))).toEqual(['sample']);
  });

  it('takes an empty directory', () => {
    mkdirSync(directory, { recursive: true });
    writeResultDirectory(directory, result, EXTRAS);
    expect(existsSync(join(directory, 'manifest.json'))).toBe(true);
  });

  it('leaves no half-written directory when the file system refuses', () => {
    const file = join(parent, 'file');
    writeFileSync(file, 'keep me');
    expect(() => writeResultDirectory(join(file, 'sample'), result, EXTRAS)).toThrow(UserError);
    expect(contents(parent)).toEqual({ file: 'keep me' });
  });
});

describe('assertReplaceable', () => {
  it('lets nothing be replaced that Spillway did not write', () => {
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, 'thesis.tex'), 'years of work');
    expect(() => assertReplaceable(directory)).toThrow('is not a Spillway result (it has no manifest.json)');
    expect(() => writeResultDirectory(directory, result, EXTRAS)).toThrow(UserError);
    expect(contents(directory)).toEqual({ 'thesis.tex': 'years of work' });
  });

  it('does not take the manifest of another tool for its own', () => {
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, 'manifest.json'), '{"name": "a web app"}');
    expect(() => assertReplaceable(directory)).toThrow('is not the manifest of a Spillway result');
  });

  it('protects a file that somebody put beside the results', () => {
    writeResultDirectory(directory, result, EXTRAS);
    writeFileSync(join(directory, 'notes.md'), 'what we learnt');
    expect(() => assertReplaceable(directory)).toThrow('holds notes.md, which Spillway did not write');
  });

  it('says so when a file is in the way', () => {
    mkdirSync(join(parent, 'deep'));
    writeFileSync(directory, 'a file');
    const message = `${directory} is a file, not a directory`;
    expect(() => assertReplaceable(directory)).toThrow(new UserError(message));
    expect(() => assertReplaceable(join(directory, 'further', 'down'))).toThrow(new UserError(message));
    expect(() => readResultDirectory(directory)).toThrow(new UserError(message));
    expect(() => assertReplaceable(join(parent, 'free', 'down'))).not.toThrow();
  });
});

describe('readResultDirectory', () => {
  it('gives back what was written', () => {
    writeResultDirectory(directory, result, EXTRAS);
    expect(readResultDirectory(directory)).toEqual(result);
  });

  const faults: readonly { readonly what: string; readonly spoil: () => void; readonly message: string }[] = [
    {
      what: 'nothing there',
      spoil: () => rmSync(directory, { recursive: true }),
      message: 'there is no result directory',
    },
    {
      what: 'no manifest',
      spoil: () => rmSync(join(directory, 'manifest.json')),
      message: 'is not a Spillway result: it has no manifest.json',
    },
    {
      what: 'no result',
      spoil: () => rmSync(join(directory, 'result.json')),
      message: 'is damaged: it has no result.json',
    },
    {
      what: 'half a result',
      spoil: () => edit('result.json', (text) => text.slice(0, 500)),
      message: 'result.json is not JSON',
    },
    { what: 'an empty result', spoil: () => edit('result.json', () => 'null'), message: 'are not of the same run' },
    {
      what: 'a result of another run',
      spoil: () => edit('result.json', (text) => text.replaceAll(result.fingerprint.all, '0'.repeat(16))),
      message: 'are not of the same run',
    },
    {
      what: 'a later format',
      spoil: () => edit('manifest.json', (text) => text.replace(/"formatVersion": \d+/, '"formatVersion": 99')),
      message: `has result format 99 (Spillway 0.1.0); this version reads format ${RESULT_FORMAT_VERSION}`,
    },
  ];
  it.each(faults)('says what is wrong: $what', ({ spoil, message }) => {
    writeResultDirectory(directory, result, EXTRAS);
    spoil();
    expect(() => readResultDirectory(directory)).toThrow(UserError);
    expect(() => readResultDirectory(directory)).toThrow(message);
  });
});

describe('replaceReport', () => {
  it('changes the report and nothing else', () => {
    writeResultDirectory(directory, result, EXTRAS);
    const before = contents(directory);
    replaceReport(directory, 'drawn again');
    expect(contents(directory)).toEqual({ ...before, 'report.html': 'drawn again' });
  });
});
