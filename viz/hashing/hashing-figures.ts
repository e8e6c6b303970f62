/**
 * The figures of the hashing page: what each kind of data shows, in words first, and its chart.
 */
import type { Frame } from '../charts/chart.ts';
import type { Figure, LegendEntry } from '../figures/figure.ts';
import { formatCount, formatShare } from '../format.ts';
import type { BackendShare, HashingData, MovesData, SharesData, SlotsData, SpreadsData } from './hashing-data.ts';
import { methodLegend } from './method-class.ts';
import { moveRows } from './move-rows.ts';
import { shareBars } from './share-bars.ts';
import { ownerClasses, slotGrid } from './slot-grid.ts';
import { spreadRows } from './spread-rows.ts';

export interface HashingFigure extends Pick<Figure, 'id' | 'title' | 'finding' | 'reading' | 'legend'> {
  readonly draw: (frame: Frame) => SVGSVGElement;
}

export function hashingFigure(data: HashingData): HashingFigure {
  switch (data.kind) {
    case 'shares':
      return sharesFigure(data);
    case 'slots':
      return slotsFigure(data);
    case 'spreads':
      return spreadsFigure(data);
    case 'moves':
      return movesFigure(data);
  }
}

function sharesFigure({ title, keys, keyCount, backends }: SharesData): HashingFigure {
  const weighted = backends.filter(
    (row): row is BackendShare & { readonly deviation: number } => row.deviation !== null,
  );
  const rows = [...weighted.entries()]
    .sort(([i, a], [j, b]) => b.deviation - a.deviation || i - j)
    .map(([, row]) => row);
  const fullest = rows[0];
  const emptiest = rows.at(-1);
  const without = backends.length - weighted.length;
  const finding =
    fullest === undefined || emptiest === undefined
      ? 'No backend has weight.'
      : `The fullest backend, ${fullest.name}, has ${beside(fullest.deviation)}; the emptiest, ${emptiest.name}, ${beside(emptiest.deviation)}.`;
  return {
    id: 'shares',
    title: 'Shares against weights',
    finding:
      without === 0
        ? finding
        : `${finding}\n${without} of ${backends.length} backends weigh nothing and are not drawn.`,
    reading: `${title}: ${formatCount(keyCount)} ${keys}. A bar is a backend’s share over what its weight asks for, less one; the fullest is on top.`,
    legend: [],
    draw: (frame) => shareBars({ rows }, frame),
  };
}

/** "0.10% more than its fair share". */
function beside(deviation: number): string {
  if (Math.abs(deviation) < 1e-9) return 'exactly its fair share';
  return `${formatShare(Math.abs(deviation))} ${deviation > 0 ? 'more' : 'less'} than its fair share`;
}

function slotsFigure({ title, slotCount, owners, names }: SlotsData): HashingFigure {
  const classes = ownerClasses(owners, names.length);
  const colours = new Set(classes.filter((name) => name !== 'region-other'));
  const legend: LegendEntry[] = [...colours].sort().map((colourClass) => ({
    label: names[classes.indexOf(colourClass)]!,
    colourClass,
    mark: 'square',
  }));
  const others = names.length - legend.length;
  if (others > 0) legend.push({ label: `${formatCount(others)} others`, colourClass: 'region-other', mark: 'square' });
  const drawn = owners.length < slotCount ? `the first ${formatCount(owners.length)} of ` : '';
  return {
    id: 'slots',
    title: 'Slots',
    finding: `${title}: ${drawn}${formatCount(slotCount)} slots, by owner.`,
    reading:
      'In reading order: a key goes to the slot of its hash modulo the number of slots, and so to the slot’s owner.',
    legend,
    draw: (frame) => slotGrid({ owners, names }, frame),
  };
}

function spreadsFigure({ methods }: SpreadsData): HashingFigure {
  const width = ({ overprovision, underprovision }: SpreadsData['methods'][number]) => overprovision - underprovision;
  const ranked = [...methods.entries()]
    .sort(([i, a], [j, b]) => width(a) - width(b) || i - j)
    .map(([, method]) => method);
  const [evenest, roughest] = [ranked[0]!, ranked.at(-1)!];
  return {
    id: 'evenness',
    title: 'How even',
    finding: `Under ${evenest.id} the fullest backend has ${beside(evenest.overprovision)}; under ${roughest.id}, ${beside(roughest.overprovision)}.`,
    reading:
      'From the emptiest backend to the fullest, each against its fair share. Square-root scale. Sampled keys add noise of about the root of backends over keys to a share.',
    legend: methodLegend(methods),
    draw: (frame) => spreadRows({ methods }, frame),
  };
}

function movesFigure({ change, minimum, methods }: MovesData): HashingFigure {
  const ranked = [...methods.entries()]
    .sort(([i, a], [j, b]) => a.moved.mean - b.moved.mean || i - j)
    .map(([, m]) => m);
  const [least, most] = [ranked[0]!, ranked.at(-1)!];
  const hasIntervals = methods.some(({ moved }) => moved.low !== null);
  const share = ({ id, moved }: MovesData['methods'][number]) => `${id} moves ${formatShare(moved.mean)}`;
  const found = methods.length === 1 ? share(least) : `${share(least)}, ${share(most)}`;
  return {
    id: 'moves',
    title: 'What moves',
    finding: `${found}; by fair shares ${formatShare(minimum)} has to move.`,
    reading: `${change}. The line goes from what fair shares lose to what moved${hasIntervals ? '; the thick part is the 95% interval of the mean' : ''}. Extra is what moved without need. A method whose shares are not fair can move less. Logarithmic scale.`,
    legend: methodLegend(methods),
    draw: (frame) => moveRows({ minimum, methods }, frame),
  };
}
