/**
 * Goal: catchments of the shipped world have the shape that measurement papers found, and docs/VALIDATION.md says so.
 * Method: compile the world under each profile, count what the paper counted, and hold it to an accepted band
 * about the published figure: once for the shipped seed, and once for the mean over eight others, so that the
 * profile and not one draw is what fits.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CATCHMENT_NOTE, catchmentRow } from '../../validation/catchments.ts';
import { rowText } from '../../validation/validation-section.ts';
import { measureCatchments } from './catchment-figures.ts';

const measured = measureCatchments();
const committed = readFileSync(new URL('../../../docs/VALIDATION.md', import.meta.url), 'utf8');

test.each(measured.map((figure) => [`${figure.profile}: ${figure.name}`, figure] as const))('%s', (_, figure) => {
  const [least, most] = figure.accepted;
  for (const value of [figure.here, figure.others ?? figure.here]) {
    expect(value).toBeGreaterThanOrEqual(least);
    expect(value).toBeLessThanOrEqual(most);
  }
  // To bring the file up to date: npm run validation
  expect(committed).toContain(rowText({ note: CATCHMENT_NOTE }, catchmentRow(figure)));
});
