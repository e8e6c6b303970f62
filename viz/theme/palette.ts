/**
 * Colours that carry data, as CSS: Okabe and Ito's set for categories (Color Universal Design, 2008), cividis for
 * magnitudes. A region and a design each keep one class, so one colour, in the whole report. Dark variants keep
 * the hue and lift the lightness.
 */
import { interpolateCividis, interpolateRgb, rgb } from 'd3';
import { MAGNITUDE_STEPS } from '../charts/parts/magnitude.ts';

/** Light and dark; the order puts the most distinct first. */
const REGION_COLOURS = [
  ['#0072b2', '#3b9ad9'],
  ['#e69f00', '#e69f00'],
  ['#009e73', '#1fb58a'],
  ['#d55e00', '#e8742a'],
  ['#f0e442', '#f0e442'],
  ['#56b4e9', '#8fd0f7'],
] as const;
/** Regions beyond the sixth, by volume, share a grey: more hues could not be told apart. */
const OTHER_REGION = ['#8b8f98', '#7d828c'] as const;
/** The baseline is ink; the others take what regions seldom need. */
const DESIGN_COLOURS = [
  ['#30343b', '#e4e6ea'],
  ['#b5488a', '#de8dbb'],
  ['#2f8fc6', '#6cc0ef'],
  ['#8a7400', '#e0cf3a'],
  ['#00796b', '#4cc2b2'],
  ['#8d5524', '#cf9a68'],
] as const;
/** Lengths in pixels, stroke and gap by turns: the second channel beside the colour. */
const DESIGN_DASHES = [[], [7, 3], [3, 2], [9, 2, 2, 2], [2, 2], [12, 3]] as const;
/** Every colour with every dash. */
export const DESIGN_CLASS_COUNT = DESIGN_COLOURS.length * DESIGN_DASHES.length;

export const REGION_CLASS_COUNT = REGION_COLOURS.length;
export const OTHER_REGION_CLASS = 'region-other';
/** Connections that no region answered. */
export const UNSERVED_CLASS = 'region-none';

/** Classes by region index: the six with most connections get a colour each, in the order of the regions. */
export function regionClasses(volumes: readonly number[]): string[] {
  const ranked = volumes.map((_, i) => i).sort((a, b) => volumes[b]! - volumes[a]! || a - b);
  const coloured = ranked.slice(0, REGION_CLASS_COUNT).sort((a, b) => a - b);
  return volumes.map((_, i) => (coloured.includes(i) ? `region-${coloured.indexOf(i)}` : OTHER_REGION_CLASS));
}

export function designClass(index: number): string {
  return `design-${index % DESIGN_CLASS_COUNT}`;
}

/** The colours in order; each further round of them goes with the next dash. */
function dashOf(index: number): readonly number[] {
  const round = Math.floor(index / DESIGN_COLOURS.length);
  return DESIGN_DASHES[(index + round) % DESIGN_DASHES.length]!;
}

function designRules(): string[] {
  const indexes = [...Array(DESIGN_CLASS_COUNT).keys()];
  const colours = DESIGN_COLOURS.flatMap(([light, dark], colour) => {
    const own = indexes.filter((index) => index % DESIGN_COLOURS.length === colour).map(designClass);
    return colourRules(own, light, dark);
  });
  const dashes = DESIGN_DASHES.filter((dash) => dash.length > 0).flatMap((dash) => {
    const own = indexes.filter((index) => dashOf(index) === dash).map(designClass);
    return [
      `${own.map((name) => `.series.${name}`).join(',')}{stroke-dasharray:${dash.join(' ')}}`,
      `${own.map((name) => `.key-line.${name}`).join(',')}{background:${dashedKey(dash)}}`,
    ];
  });
  return [...colours, ...dashes];
}

/** The dash of a line, as the bar beside a name in a legend. */
function dashedKey(dash: readonly number[]): string {
  let end = 0;
  const stops = dash.map((length, part) => {
    const start = end;
    end += length;
    return `${part % 2 === 0 ? 'var(--c)' : 'transparent'} ${start}px ${end}px`;
  });
  return `repeating-linear-gradient(90deg,${stops.join(',')})`;
}

/** Of classes that share a colour. */
function colourRules(names: readonly string[], light: string, dark: string): string[] {
  return [
    `${names.map((name) => `.${name}`).join(',')}{--c:${both(light, dark)}}`,
    `${names.map((name) => `svg .on-${name}`).join(',')}{fill:${both(textOn(light), textOn(dark))}}`,
  ];
}

/** Black or white, whichever contrasts more with `colour` (WCAG relative luminance; 0.179 is where both are equal). */
export function textOn(colour: string): '#000' | '#fff' {
  const { r, g, b } = rgb(colour);
  const linear = [r, g, b].map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * linear[0]! + 0.7152 * linear[1]! + 0.0722 * linear[2]! > 0.179 ? '#000' : '#fff';
}

function both(light: string, dark: string): string {
  return `light-dark(${light},${dark})`;
}

/** How much of the colour the lowest step keeps on paper; the rest is white, so that "nothing" does not shout. */
const LEAST_INK = 0.3;

/**
 * Low magnitudes fade into the page: on paper cividis runs from a pale yellow to navy, on a dark screen from navy to
 * yellow. Lightness is monotonic in both, so the order survives a grey copy.
 */
export function magnitudeColours(step: number): { readonly light: string; readonly dark: string } {
  const t = step / (MAGNITUDE_STEPS - 1);
  const light = interpolateRgb('#ffffff', interpolateCividis(1 - t))(LEAST_INK + (1 - LEAST_INK) * Math.min(1, 2 * t));
  return { light: rgb(light).formatHex(), dark: rgb(interpolateCividis(t)).formatHex() };
}

/** Rules for every data class; the caller appends them to the style sheet. */
export function paletteCss(): string {
  const categories = [
    ...REGION_COLOURS.map(([light, dark], i) => ({ name: `region-${i}`, light, dark })),
    { name: OTHER_REGION_CLASS, light: OTHER_REGION[0], dark: OTHER_REGION[1] },
    { name: UNSERVED_CLASS, light: '#4a4d55', dark: '#c9ccd3' },
  ];
  const rules = [...categories.flatMap(({ name, light, dark }) => colourRules([name], light, dark)), ...designRules()];
  for (let step = 0; step < MAGNITUDE_STEPS; step++) {
    const { light, dark } = magnitudeColours(step);
    rules.push(
      `.m${step}{--m:${both(light, dark)};fill:var(--m)}`,
      `svg .on-m${step}{fill:${both(textOn(light), textOn(dark))}}`,
    );
  }
  return rules.join('\n');
}
