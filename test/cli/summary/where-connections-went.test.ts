/**
 * Goal: the table of who was served where loses no connection, whatever it puts together.
 * Method: the sample results of the report (no simulator): totals by window and design against the
 * flows, small and large worlds.
 */
import { describe, expect, test } from 'vitest';
import { whereConnectionsWent } from '../../../cli/summary/where-connections-went.ts';
import { sampleResult } from '../../viz/sample-result.ts';
import { SEOUL_BOSTON, STRESS } from '../../viz/sample-world.ts';

describe('where connections went', () => {
  test.each([
    ['few metros', SEOUL_BOSTON],
    ['hundreds of metros', STRESS],
  ])('%s: rows add up to the flows of their window and design', (_name, plan) => {
    const result = sampleResult(plan);
    for (const { window, rows } of whereConnectionsWent(result)) {
      for (const design of result.designs) {
        const flows = result.flows.filter((flow) => flow.window === window.id && flow.designId === design.id);
        const offered = flows.reduce((sum, flow) => sum + flow.offered, 0);
        const own = rows.filter((row) => row.designId === design.id);
        expect(own.reduce((sum, row) => sum + row.offered, 0) / offered).toBeCloseTo(1, 9);
        for (const row of own) expect(row.counts.reduce((sum, count) => sum + count, 0)).toBe(row.offered);
      }
    }
  });

  test('small metros share the last row', () => {
    const [all] = whereConnectionsWent(sampleResult(STRESS));
    const metros = [...new Set(all!.rows.map((row) => row.metro))];
    expect(metros).toHaveLength(9);
    expect(metros.at(-1)).toMatch(/^\d+ others$/);
  });

  test('connections that were not served have a column of their own, only where there are any', () => {
    const tables = whereConnectionsWent(sampleResult(SEOUL_BOSTON));
    expect(tables.find(({ window }) => window.id === 'all')!.destinations.at(-1)).toBe('unserved');
    expect(tables.find(({ window }) => window.id === 'evening')!.destinations).not.toContain('unserved');
  });

  test('so have those that were on their way to a region when the run ended; rows still add up', () => {
    const result = sampleResult(SEOUL_BOSTON);
    const [first, ...others] = result.flows;
    const onTheWay = { ...first!.outcomes, completed: 0, unfinished: first!.offered };
    for (const regionIndex of [-1, first!.regionIndex]) {
      const [all] = whereConnectionsWent({
        ...result,
        flows: [{ ...first!, regionIndex, outcomes: onTheWay }, ...others],
      });
      // One that was open at a region was served there.
      expect(all!.destinations.slice(-2)).toEqual(
        regionIndex < 0 ? ['unserved', 'pending'] : ['us-central1', 'unserved'],
      );
      const inAll = result.flows.filter((flow) => flow.window === all!.window.id);
      const offered = inAll.reduce((sum, flow) => sum + flow.offered, 0);
      expect(all!.rows.reduce((sum, row) => sum + row.offered, 0) / offered).toBeCloseTo(1, 9);
      const pending = regionIndex < 0 ? all!.rows.reduce((sum, row) => sum + row.counts.at(-1)!, 0) : 0;
      expect(pending).toBe(regionIndex < 0 ? first!.offered : 0);
    }
  });

  test('what a region turned away or left without an answer was not served there', () => {
    const result = sampleResult(SEOUL_BOSTON);
    const flows = result.flows.map((flow) => {
      const { completed } = flow.outcomes;
      return { ...flow, outcomes: { ...flow.outcomes, completed: 0, timedOut: completed / 2, refused: completed / 2 } };
    });
    for (const { destinations, rows } of whereConnectionsWent({ ...result, flows })) {
      expect(destinations.at(-1)).toBe('unserved');
      for (const { counts, offered } of rows) {
        expect(counts.slice(0, -1).every((count) => count === 0)).toBe(true);
        expect(counts.at(-1)).toBe(offered);
      }
    }
  });
});
