/**
 * The Maglev paper's Figure 12: entries that change when some of 1,000 backends fail, by table size.
 */
import { type Figure12Point, figure12Point } from '../../sim/maglev/analysis/figure-12.ts';
import { percent, textOf, type ValidationRow, type ValidationSection } from './validation-section.ts';

const BACKENDS = 1_000;
/** Seeds of the independent implementation spread by this much about their mean. */
const TOLERANCE = 0.03;

interface Curve {
  readonly tableSize: number;
  readonly drawCount: number;
  /** [backends removed, percent changed by the independent implementation]. */
  readonly points: readonly (readonly [removed: number, changedPercent: number])[];
}

const SMALL: Curve = {
  tableSize: 65_537,
  drawCount: 200,
  points: [
    [1, 0.68],
    [2, 1.19],
    [5, 2.31],
    [10, 3.32],
    [15, 3.79],
    [20, 4.65],
    [30, 5.79],
    [50, 8.25],
    [100, 13.54],
    [200, 23.48],
  ],
};

const LARGE: Curve = {
  tableSize: 655_373,
  drawCount: 20,
  points: [
    [1, 0.43],
    [2, 0.57],
    [5, 0.97],
    [10, 1.58],
    [15, 2.13],
    [20, 2.7],
    [30, 3.78],
    [50, 5.9],
    [100, 11.04],
    [200, 21.05],
  ],
};

export function figure12Small(): ValidationSection {
  const points = measure(SMALL);
  return {
    ...HEADS,
    title: 'Figure 12 of the Maglev paper, M = 65,537',
    about: [
      [
        'Section 5.3: remove k of 1,000 backends at random, build again, count changed entries; 200 times, averaged. The paper shows the curves as an',
        'image without numbers, so the figures beside ours are those of an independent implementation, to the 3% that its seeds spread. What is forced is',
        'exact: the failed backends’ own entries, 65 or 66 each. What the paper says in words is a row each: more failures change more, and the larger',
        'table (next section) changes less.',
      ].join('\n'),
    ],
    rows: [...rowsOf(SMALL, points), risesRow(points)],
  };
}

export function figure12Large(): ValidationSection {
  const points = measure(LARGE);
  const small = measure({ ...SMALL, drawCount: LARGE.drawCount });
  const isBelow = points.every(({ changed }, at) => changed.mean < small[at]!.changed.mean);
  return {
    ...HEADS,
    title: 'Figure 12 of the Maglev paper, M = 655,373',
    about: [
      `The same at the large size, ${LARGE.drawCount} draws for each k: the spread between draws is smaller too.`,
    ],
    rows: [
      ...rowsOf(LARGE, points),
      risesRow(points),
      {
        what: 'changes less than M = 65,537 at every k',
        published: 'said',
        accepted: { exactly: 'yes', here: isBelow ? 'yes' : 'no' },
        note: '',
      },
    ],
  };
}

const HEADS = { what: 'failed', published: 'independent', note: '95% interval; survivors’ entries; least possible' };

function measure({ tableSize, drawCount, points }: Curve): Figure12Point[] {
  return points.map(([removedCount]) =>
    figure12Point({ tableSize, backendCount: BACKENDS, removedCount, drawCount, seed: 'figure-12' }),
  );
}

function rowsOf({ tableSize, points }: Curve, measured: readonly Figure12Point[]): ValidationRow[] {
  return points.flatMap(([removed, reference], at) => {
    const { changed, extra } = measured[at]!;
    const unit = percent(3);
    const share = (value: number): string => textOf(100 * value, unit);
    return [
      {
        what: `${removed}: all changed entries`,
        published: textOf(reference, percent(2)),
        accepted: {
          low: reference * (1 - TOLERANCE),
          high: reference * (1 + TOLERANCE),
          here: 100 * changed.mean,
          unit,
        },
        note: `${share(changed.low!)} to ${share(changed.high!)}; ${share(extra.mean)}; ${share(removed / BACKENDS)}`,
      },
      {
        what: `${removed}: entries of the failed`,
        published: 'forced',
        accepted: {
          low: (100 * removed * Math.floor(tableSize / BACKENDS)) / tableSize,
          high: (100 * removed * Math.ceil(tableSize / BACKENDS)) / tableSize,
          here: 100 * (changed.mean - extra.mean),
          unit: percent(4),
        },
        note: '',
      },
    ];
  });
}

function risesRow(points: readonly Figure12Point[]): ValidationRow {
  const rises = points.every(({ changed }, at) => at === 0 || changed.mean > points[at - 1]!.changed.mean);
  return {
    what: 'every further failure changes more',
    published: 'said',
    accepted: { exactly: 'yes', here: rises ? 'yes' : 'no' },
    note: '',
  };
}
