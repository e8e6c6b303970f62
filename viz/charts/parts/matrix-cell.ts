/** A cell of a matrix: shaded by its share of the greatest, with what it says. */
import { magnitudeClass } from './magnitude.ts';
import { type Group, round } from './svg.ts';

/** Lines of a cell by their baselines, from the cell's top. */
export interface CellLine {
  readonly text: string;
  readonly y: number;
  readonly isSmall?: boolean;
}

/** @param shareOfGreatest 0 .. 1; `null` for a cell that has no value */
export function drawMatrixCell(
  g: Group,
  widthPx: number,
  heightPx: number,
  shareOfGreatest: number | null,
  lines: readonly CellLine[],
): void {
  const shade = shareOfGreatest === null ? 'no-value' : magnitudeClass(shareOfGreatest);
  g.append('rect')
    .attr('class', `cell ${shade}`)
    .attr('x', 1)
    .attr('y', 1)
    .attr('width', round(widthPx - 2))
    .attr('height', heightPx - 2);
  for (const { text, y, isSmall } of lines) {
    g.append('text')
      .attr('class', `cell-text${isSmall === true ? ' small' : ''} on-${shade}`)
      .attr('x', round(widthPx / 2))
      .attr('y', y)
      .attr('text-anchor', 'middle')
      .text(text);
  }
}
