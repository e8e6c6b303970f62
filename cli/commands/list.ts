/**
 * `spillway list <what>`: a table for people, or CSV or JSON for programs.
 */
import { stringify } from 'csv-stringify/sync';
import { HELD } from '../exit-codes.ts';
import type { ListFormat } from '../formats/format-names.ts';
import type { Installation } from '../installation/installation.ts';
import type { Io } from '../io.ts';
import type { Cell, Listing } from '../listings/listing.ts';
import type { ListingName } from '../listings/listing-names.ts';
import { methods } from '../listings/method-listing.ts';
import { columns, counters, designs, metrics, outcomes, policies, ports, roles } from '../listings/model-listings.ts';
import { scenarios } from '../listings/scenario-listing.ts';
import { catchments, metros, pops, regions, zones } from '../listings/world-listings.ts';
import { left, right, textTable } from '../text/table.ts';

const LISTINGS: Readonly<Record<ListingName, Listing>> = {
  scenarios,
  policies,
  methods,
  designs,
  metrics,
  counters,
  columns,
  outcomes,
  roles,
  metros,
  pops,
  regions,
  zones,
  catchments,
  ports,
};

export function listCommand(
  what: ListingName,
  { format }: { format: ListFormat },
  io: Io,
  installation: Installation,
): number {
  const listing = LISTINGS[what];
  const rows = listing.rows(installation);
  io.out(WRITERS[format](listing.columns, rows, io));
  return HELD;
}

type Writer = (columns: readonly string[], rows: readonly (readonly Cell[])[], io: Io) => string;

const WRITERS: Readonly<Record<ListFormat, Writer>> = {
  text: (columns, rows, io) => {
    const aligned = columns.map((name, at) => (typeof rows[0]?.[at] === 'number' ? right(name) : left(name)));
    return `${textTable(
      aligned,
      rows.map((row) => row.map(String)),
      io.outColours,
    )}\n`;
  },
  csv: (columns, rows) => stringify([[...columns], ...rows.map((row) => [...row])]),
  json: (columns, rows) =>
    `${JSON.stringify(
      rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at]]))),
      null,
      2,
    )}\n`,
};
