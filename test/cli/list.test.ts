/**
 * Goal: `list` prints each table in each format, and programs can read the CSV and JSON back.
 * Method: the command inside the test for every table; a child process for what only a pipe shows.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { listCommand } from '../../cli/commands/list.ts';
import { LIST_FORMATS, type ListFormat } from '../../cli/formats/format-names.ts';
import { LISTING_NAMES, type ListingName } from '../../cli/listings/listing-names.ts';
import { SUMMARY_METRICS } from '../../sim/metrics/summary-metrics.ts';
import { useBuiltCli } from '../support/built-cli.ts';
import { captureIo } from '../support/captured-io.ts';
import { sourceInstallation } from '../support/source-installation.ts';

function list(what: ListingName, format: ListFormat): string {
  const io = captureIo('.');
  expect(listCommand(what, { format }, io, sourceInstallation())).toBe(0);
  expect(io.stderr()).toBe('');
  return io.stdout();
}

function idsOf(what: ListingName): unknown[] {
  return (JSON.parse(list(what, 'json')) as Record<string, unknown>[]).map((row) => Object.values(row)[0]);
}

describe('list', () => {
  test.each(LISTING_NAMES)('%s has the same rows in every format', (what) => {
    const [text, csv, json] = LIST_FORMATS.map((format) => list(what, format)) as [string, string, string];
    const rows = JSON.parse(json) as Record<string, string | number>[];
    expect(rows.length).toBeGreaterThan(0);
    expect(text.trimEnd().split('\n')).toHaveLength(rows.length + 1);
    expect(csv.split('\n')[0]).toBe(Object.keys(rows[0]!).join(','));
    // Every cell of every row, in order, is somewhere in both of the others.
    for (const cell of rows.flatMap((row) => Object.values(row))) {
      expect(text).toContain(String(cell));
      expect(csv).toContain(String(cell));
    }
  });

  test('metrics are those of the summary', () => {
    expect(idsOf('metrics')).toEqual(SUMMARY_METRICS.map((metric) => metric.name));
  });

  test('metros and zones are those of the shipped world', () => {
    const path = new URL('../../scenarios/worlds/gcp.json', import.meta.url);
    const world = JSON.parse(readFileSync(path, 'utf8')) as {
      metros: { id: string }[];
      regions: { zones: string[] }[];
    };
    expect(idsOf('metros')).toEqual(world.metros.map((metro) => metro.id));
    expect(idsOf('zones')).toEqual(world.regions.flatMap((region) => region.zones));
  });

  describe('in a pipe', () => {
    const cli = useBuiltCli();

    test('the shipped scenarios are found from any folder', () => {
      const { code, stdout } = cli.run(['list', 'scenarios']);
      expect(code).toBe(0);
      expect(stdout).toContain('seoul-boston.yaml');
      expect(stdout).toContain('forum/rolling-restart.yaml');
    });

    test('a reader that leaves early is no error', async () => {
      const child = cli.start(['list', 'zones', '--format', 'json']);
      let stderr = '';
      child.stderr!.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
      child.stdout!.destroy();
      const code = await new Promise((resolve) => child.on('exit', resolve));
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    });
  });
});
