/** The key of the region colours: regions beyond the palette share one entry, as they share one colour. */
import type { ReportContext } from '../data/report-context.ts';
import { OTHER_REGION_CLASS } from '../theme/palette.ts';
import type { LegendEntry } from './figure.ts';

export const OTHER_REGIONS = 'other regions';

export function regionLegend(context: ReportContext): LegendEntry[] {
  const coloured = context.regions.filter(({ regionClass }) => regionClass !== OTHER_REGION_CLASS);
  const entries = coloured.map(
    ({ name, regionClass }): LegendEntry => ({ label: name, colourClass: regionClass, mark: 'square' }),
  );
  if (coloured.length < context.regions.length)
    entries.push({ label: OTHER_REGIONS, colourClass: OTHER_REGION_CLASS, mark: 'square' });
  return entries;
}
