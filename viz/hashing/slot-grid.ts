/**
 * The first slots of a lookup table in reading order, coloured by owner: the six that own most have a colour, the
 * others are grey. A table of few slots names the owner in each.
 */
import type { Chart } from '../charts/chart.ts';
import { createSvg, fitText, type Root, textWidth } from '../charts/parts/svg.ts';
import { regionClasses } from '../theme/palette.ts';

export interface SlotGridData {
  /** Index of each slot's owner; negative for nobody. */
  readonly owners: readonly number[];
  readonly names: readonly string[];
}

/** Up to here a slot has room for a name. */
const NAMED_SLOTS = 64;
const NAMED_HEIGHT_PX = 34;
const NAME_PX = 12;
const NAMED_MOST_PX = 190;
const COLUMNS = 64;
const COLUMNS_NARROW = 32;

export const slotGrid: Chart<SlotGridData> = ({ owners, names }, frame) => {
  const isNamed = owners.length <= NAMED_SLOTS;
  const labels = owners.map((owner, slot) => `${slot}: ${owner < 0 ? 'nobody' : names[owner]!}`);
  const namedPx = Math.min(NAMED_MOST_PX, Math.max(...labels.map(labelPx)));
  const columns = isNamed
    ? Math.max(1, Math.min(owners.length, Math.floor(frame.width / namedPx)))
    : frame.width < 640
      ? COLUMNS_NARROW
      : COLUMNS;
  const cellWidth = isNamed ? namedPx : Math.floor(frame.width / columns);
  const cellHeight = isNamed ? NAMED_HEIGHT_PX : cellWidth;
  const rows = Math.ceil(owners.length / columns);
  const svg = createSvg(frame, rows * cellHeight, `The first ${owners.length} slots of the table by owner.`);
  const classes = ownerClasses(owners, names.length);
  const place = (slot: number) => ({ x: (slot % columns) * cellWidth, y: Math.floor(slot / columns) * cellHeight });
  drawCells(svg, owners, classes, (slot) => {
    const { x, y } = place(slot);
    return `M${x},${y}h${cellWidth - 1}v${cellHeight - 1}h${1 - cellWidth}Z`;
  });
  if (!isNamed) return svg.node()!;
  for (const [slot, owner] of owners.entries()) {
    const { x, y } = place(slot);
    svg
      .append('text')
      .attr('class', `cell-text ${owner < 0 ? 'on-no-value' : `on-${classes[owner]}`}`)
      .attr('x', x + 6)
      .attr('y', y + 21)
      .text(fitText(labels[slot]!, namedPx - 10, NAME_PX));
  }
  return svg.node()!;
};

function labelPx(label: string): number {
  return Math.ceil(textWidth(label, NAME_PX)) + 14;
}

/** Colour class of each backend. */
export function ownerClasses(owners: readonly number[], backendCount: number): string[] {
  const owned = new Array<number>(backendCount).fill(0);
  for (const owner of owners) if (owner >= 0) owned[owner]!++;
  return regionClasses(owned);
}

/** One path a colour: a thousand rectangles would be ten times the markup. */
function drawCells(
  svg: Root,
  owners: readonly number[],
  classes: readonly string[],
  cell: (slot: number) => string,
): void {
  const paths = new Map<string, string[]>();
  for (const [slot, owner] of owners.entries()) {
    const key = owner < 0 ? 'no-value' : `fill ${classes[owner]!}`;
    const cells = paths.get(key) ?? [];
    cells.push(cell(slot));
    paths.set(key, cells);
  }
  for (const [key, cells] of paths) svg.append('path').attr('class', key).attr('d', cells.join(''));
}
