/**
 * `spillway requests` as a table: one row for each form, chain and hop that it came to.
 */
import { stringify } from 'csv-stringify/sync';
import { joinedRow, REQUEST_COLUMNS } from './request-columns.ts';
import type { RequestsReport } from './requests-report.ts';

export function requestsCsv({ comparison: { chainIds, results } }: RequestsReport): string {
  const rows = results.flatMap((result) =>
    result.answers.flatMap((answer, chain) =>
      answer.stations.map((station) => joinedRow(result, chain, chainIds[chain]!, station)),
    ),
  );
  return stringify([[...REQUEST_COLUMNS], ...rows], { record_delimiter: '\n' });
}
