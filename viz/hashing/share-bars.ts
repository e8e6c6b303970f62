/**
 * How far each backend's share is from its fair one: bars from zero, fullest first. Up to 40 backends have a row with
 * their name and figures; more of them make one profile, of which the ends are named.
 */
import { scaleLinear } from 'd3';
import type { Chart } from '../charts/chart.ts';
import { createSvg, fitText, type Group, round, textWidth } from '../charts/parts/svg.ts';
import { formatShare } from '../format.ts';
import type { BackendShare } from './hashing-data.ts';
import { drawShareAxis, signedShare } from './share-axis.ts';

export interface ShareBarsData {
  /** Backends with weight, by deviation, greatest first. */
  readonly rows: readonly (BackendShare & { readonly deviation: number })[];
}

const NAMED_ROWS = 40;
const ROW_PX = 24;
const PROFILE_PX = 320;
const AXIS_PX = 26;
const LABEL_PX = 13;

export const shareBars: Chart<ShareBarsData> = ({ rows }, frame) => {
  const isNamed = rows.length <= NAMED_ROWS;
  const isNarrow = frame.width < 640;
  const labelPx = isNamed ? Math.min(frame.width * 0.3, longest(rows) + 8) : 0;
  const valuePx = isNamed ? (isNarrow ? 74 : 190) : 0;
  const bottom = isNamed ? rows.length * ROW_PX : PROFILE_PX;
  const svg = createSvg(frame, bottom + AXIS_PX, 'Deviation of every backend’s share from its fair share.');
  const greatest = rows[0]?.deviation ?? 0;
  const least = rows.at(-1)?.deviation ?? 0;
  // Shares that are exact still need a width.
  const reach: [number, number] =
    greatest === 0 && least === 0 ? [-0.01, 0.01] : [Math.min(0, least), Math.max(0, greatest)];
  const x = scaleLinear(reach, [labelPx + 12, frame.width - valuePx - 12]);
  const g = svg.append('g');
  drawShareAxis(g, x, bottom);
  if (isNamed) drawRows(g, rows, x, frame.width, labelPx, isNarrow);
  else drawProfile(g, rows, x);
  return svg.node()!;
};

type Linear = ReturnType<typeof scaleLinear<number, number>>;
type Rows = ShareBarsData['rows'];

function longest(rows: Rows): number {
  return Math.max(0, ...rows.map(({ name }) => textWidth(name, LABEL_PX)));
}

function drawRows(g: Group, rows: Rows, x: Linear, width: number, labelPx: number, isNarrow: boolean): void {
  for (const [at, { name, share, fairShare, deviation }] of rows.entries()) {
    const y = at * ROW_PX;
    const row = g.append('g');
    row
      .append('rect')
      .attr('class', 'fill region-0')
      .attr('x', round(Math.min(x(0), x(deviation))))
      .attr('y', y + 5)
      .attr('width', round(Math.abs(x(deviation) - x(0))))
      .attr('height', ROW_PX - 10);
    row
      .append('text')
      .attr('class', 'row-label')
      .attr('x', 0)
      .attr('y', y + 16)
      .text(fitText(name, labelPx, LABEL_PX));
    const shares = isNarrow ? '' : ` · ${formatShare(share)} of ${formatShare(fairShare)}`;
    row
      .append('text')
      .attr('class', 'row-value')
      .attr('x', width)
      .attr('y', y + 16)
      .attr('text-anchor', 'end')
      .text(`${signedShare(deviation)}${shares}`);
  }
}

function drawProfile(g: Group, rows: Rows, x: Linear): void {
  const pitch = PROFILE_PX / rows.length;
  const zero = round(x(0));
  const steps = rows.map(({ deviation }, at) => `V${round(at * pitch)}H${round(x(deviation))}`);
  g.append('path')
    .attr('class', 'fill region-0')
    .attr('d', `M${zero},0${steps.join('')}V${PROFILE_PX}H${zero}Z`);
  const first = rows[0]!;
  const last = rows.at(-1)!;
  for (const [row, y, end] of [
    [first, 16, 'end'],
    [last, PROFILE_PX - 8, 'start'],
  ] as const) {
    // Beside the zero line, on the side where the profile is not.
    g.append('text')
      .attr('class', 'row-label')
      .attr('x', end === 'end' ? zero - 8 : zero + 8)
      .attr('y', y)
      .attr('text-anchor', end)
      .text(`${row.name} ${signedShare(row.deviation)}`);
  }
}
