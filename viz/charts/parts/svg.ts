/**
 * The root of a drawing, and how wide words are. Charts colour by class, never by style attributes: the content
 * security policy of the report forbids those, and classes follow the colour scheme.
 */
import type { Selection } from 'd3';
import { select } from 'd3';
import type { Frame } from '../chart.ts';

export type Group = Selection<SVGGElement, unknown, null, undefined>;
export type Root = Selection<SVGSVGElement, unknown, null, undefined>;

const EM_PER_CHARACTER = 0.53;
const SVG_NAMESPACE = 'http://www.w3.org/2000/svg';

/** An empty drawing `height` pixels high; `label` is what a screen reader says instead of it. */
export function createSvg(frame: Frame, height: number, label: string): Root {
  const width = Math.round(frame.width);
  return select(frame.document.createElementNS(SVG_NAMESPACE, 'svg') as SVGSVGElement)
    .attr('viewBox', `0 0 ${width} ${Math.round(height)}`)
    .attr('width', width)
    .attr('height', Math.round(height))
    .attr('role', 'img')
    .attr('aria-label', label);
}

export function moveTo(x: number, y: number): string {
  return `translate(${round(x)},${round(y)})`;
}

/** One decimal is a tenth of a pixel: enough, and the file stays small. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Width of a line of text, px: assumption of 0.53 em a character, the mean of common sans-serif faces. */
export function textWidth(text: string, fontPx: number): number {
  return text.length * fontPx * EM_PER_CHARACTER;
}

/** `text`, its end cut off with an ellipsis to fit `width` pixels. */
export function fitText(text: string, width: number, fontPx: number): string {
  if (textWidth(text, fontPx) <= width) return text;
  const room = Math.max(0, Math.floor(width / (fontPx * EM_PER_CHARACTER)) - 1);
  return room < 2 ? '' : `${text.slice(0, room).trimEnd()}…`;
}
