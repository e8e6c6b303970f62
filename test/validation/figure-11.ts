/**
 * The Maglev paper's Figure 11: over- and underprovision of 1,000 backends in one table, by method of filling it.
 */
import { type Figure11Method, figure11Table } from '../../sim/maglev/analysis/figure-11.ts';
import { countSlots } from '../../sim/maglev/lookup-table.ts';
import { percent, textOf, type ValidationRow, type ValidationSection } from './validation-section.ts';

const BACKENDS = 1_000;
/** Points of each backend in Karger's method, as the paper has them. */
const VIEWS = 1_000;

interface Cell {
  readonly method: Exclude<Figure11Method, 'maglev'>;
  readonly words: string;
  readonly published: string;
  /** Percent, for the mean of the draws. */
  readonly accepted: readonly [low: number, high: number];
  readonly seeds: number;
}

interface Figure11 {
  readonly tableSize: number;
  /** Forced: fewest and most entries of a backend. */
  readonly fewest: number;
  readonly most: number;
  readonly cells: readonly Cell[];
}

const SMALL: Figure11 = {
  tableSize: 65_537,
  fewest: 65,
  most: 66,
  cells: [
    { method: 'rendezvous', words: 'Rendezvous', published: '49.5%', accepted: [35, 52], seeds: 6 },
    {
      method: 'karger-first-come',
      words: 'Karger, slots claimed first come',
      published: '29.7%',
      accepted: [27, 36],
      seeds: 6,
    },
    {
      method: 'karger-successor',
      words: 'Karger, successor on the ring',
      published: '-',
      accepted: [34.3, 46.5],
      seeds: 6,
    },
  ],
};

const LARGE: Figure11 = {
  tableSize: 655_373,
  fewest: 655,
  most: 656,
  cells: [
    // A large rendezvous table scores 655 million pairs.
    { method: 'rendezvous', words: 'Rendezvous', published: '12.3%', accepted: [11, 16], seeds: 2 },
    {
      method: 'karger-first-come',
      words: 'Karger, slots claimed first come',
      published: '10.3%',
      accepted: [9, 12.5],
      seeds: 6,
    },
    {
      method: 'karger-successor',
      words: 'Karger, successor on the ring',
      published: '-',
      accepted: [11.2, 16.4],
      seeds: 6,
    },
  ],
};

export function figure11Small(): ValidationSection {
  return section(SMALL, 'Figure 11 of the Maglev paper, M = 65,537', [
    'Eisenbud et al., NSDI 2016, section 5.3: the most entries that one of 1,000 backends has in a table, over the fair number, less one; what the',
    'paper prints is one draw of each method. Maglev gives every backend floor(M/N) or ceil(M/N) entries whatever the hash, so its values are exact.',
    'The others are draws: the accepted bands are what six draws of an independent implementation spanned, widened to hold the paper’s draw, whose',
    '49.5% (98 entries) has a chance of about 10%. The paper does not say how it makes a table of Karger’s ring; its figures fit views that claim slots',
    'first come, and not a lookup of each slot’s successor (our inference), so both are here.',
  ]);
}

export function figure11Large(): ValidationSection {
  return section(LARGE, 'Figure 11 of the Maglev paper, M = 655,373', [
    'The same at the paper’s large size. Its text prints 6,553,733 once; the caption and a later sentence say 655,373, and only that fits the numbers.',
  ]);
}

function section(figure: Figure11, title: string, about: readonly string[]): ValidationSection {
  return {
    title,
    about: [about.join('\n')],
    what: 'method',
    published: 'paper',
    note: 'draws: least and greatest',
    rows: [...maglevRows(figure), ...figure.cells.map((cell) => cellRow(cell, figure.tableSize))],
  };
}

function maglevRows({ tableSize, fewest, most }: Figure11): ValidationRow[] {
  const fair = tableSize / BACKENDS;
  const counts = [1, 2, 3].map((seed) => entries('maglev', tableSize, seed));
  const forced = (words: string, count: number, of: (...values: number[]) => number): ValidationRow => ({
    what: `Maglev, ${words}`,
    published: '"almost perfect"',
    accepted: {
      exactly: deviationText(count / fair - 1),
      here: deviationText(of(...counts.map((one) => of(...one))) / fair - 1),
    },
    note: `${count} entries, 3 draws`,
  });
  return [forced('most', most, Math.max), forced('fewest', fewest, Math.min)];
}

function cellRow({ method, words, published, accepted: [low, high], seeds }: Cell, tableSize: number): ValidationRow {
  const fair = tableSize / BACKENDS;
  const overs = Array.from(
    { length: seeds },
    (_, seed) => 100 * (Math.max(...entries(method, tableSize, seed)) / fair - 1),
  );
  const mean = overs.reduce((sum, over) => sum + over, 0) / seeds;
  const unit = percent(1);
  return {
    what: `${words}, most`,
    published,
    accepted: { low, high, here: mean, unit },
    note: `${seeds}: ${textOf(Math.min(...overs), unit)} to ${textOf(Math.max(...overs), unit)}`,
  };
}

function entries(method: Figure11Method, tableSize: number, seed: number): Int32Array {
  return countSlots(figure11Table(method, BACKENDS, tableSize, VIEWS, seed), BACKENDS);
}

function deviationText(share: number): string {
  return `${share > 0 ? '+' : ''}${textOf(100 * share, percent(3))}`;
}
