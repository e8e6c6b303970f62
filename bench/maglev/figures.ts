/**
 * The Maglev paper's Figures 11 and 12 and all methods side by side, as Markdown tables: the figures that docs/model/maglev.md quotes.
 *
 * Run: npx tsx bench/maglev/figures.ts. Deterministic; takes about two minutes.
 */
import { compareMethods } from '../../sim/maglev/analysis/compare.ts';
import { type Figure11Method, figure11Table } from '../../sim/maglev/analysis/figure-11.ts';
import { figure12Point } from '../../sim/maglev/analysis/figure-12.ts';
import { backend } from '../../sim/maglev/backend.ts';
import { countSlots } from '../../sim/maglev/lookup-table.ts';
import { DEFAULT_METHOD_OPTIONS, METHODS } from '../../sim/maglev/methods.ts';

const SMALL = 65_537;
const LARGE = 655_373;

const percent = (share: number, digits = 2): string => `${(100 * share).toFixed(digits)}%`;

function printFigure11(): void {
  console.log('| method | M = 65537 | M = 655373 |\n|---|---|---|');
  const methods: Figure11Method[] = ['maglev', 'rendezvous', 'karger-first-come', 'karger-successor'];
  for (const method of methods) {
    // A large rendezvous table scores 655 million pairs.
    const largeSeeds = method === 'rendezvous' ? 2 : 6;
    console.log(`| ${method} | ${provision(method, SMALL, 6)} | ${provision(method, LARGE, largeSeeds)} |`);
  }
}

/** Over- and underprovision of 1000 backends, mean over hash seeds. */
function provision(method: Figure11Method, tableSize: number, seeds: number): string {
  let over = 0;
  let under = 0;
  for (let seed = 0; seed < seeds; seed++) {
    const counts = countSlots(figure11Table(method, 1000, tableSize, 1000, seed), 1000);
    const fair = tableSize / 1000;
    over += (Math.max(...counts) / fair - 1) / seeds;
    under += (Math.min(...counts) / fair - 1) / seeds;
  }
  return `+${percent(over, 3)} / ${percent(under, 3)}`;
}

function printFigure12(): void {
  console.log(
    '\n| removed of 1000 | small: changed | small: of survivors | large: changed | large: of survivors |\n|---|---|---|---|---|',
  );
  for (const removedCount of [1, 2, 5, 10, 20, 50, 100, 200]) {
    const small = figure12Point({
      tableSize: SMALL,
      backendCount: 1000,
      removedCount,
      drawCount: 200,
      seed: 'figure-12',
    });
    const large = figure12Point({
      tableSize: LARGE,
      backendCount: 1000,
      removedCount,
      drawCount: 20,
      seed: 'figure-12',
    });
    const cells = [small.changed, small.extra, large.changed, large.extra].map(({ mean }) => percent(mean));
    console.log(`| ${removedCount} | ${cells.join(' | ')} |`);
  }
}

function printComparison(): void {
  const pool = Array.from({ length: 100 }, (_, at) => backend(`web-${at}`, { address: `10.0.0.${at}`, port: 8080 }));
  const draws = { removedCount: 1, drawCount: 10, seed: 'compare', confidence: 0.95, sampledKeyCount: 1_000_000 };
  const rows = compareMethods([...METHODS.values()], pool, DEFAULT_METHOD_OPTIONS, draws);
  console.log('\n| method | keys | over | under | moved, one of 100 lost | of survivors |\n|---|---|---|---|---|---|');
  for (const row of rows) {
    if ('fault' in row) throw new Error(row.fault);
    const { movedShare, extraShare } = row.removal;
    const cells = [
      `${row.keyCount} ${row.keys}`,
      `+${percent(row.overprovision)}`,
      percent(row.underprovision),
      percent(movedShare.mean),
      percent(extraShare.mean),
    ];
    console.log(`| ${row.id} | ${cells.join(' | ')} |`);
  }
}

printFigure11();
printFigure12();
printComparison();
