/**
 * Goal: text on a data colour can be read, magnitudes keep their order in grey, and a region keeps its colour. Method:
 * WCAG contrast on every colour that carries text; monotonic luminance; the assignment on hand-made volumes.
 */
import { rgb } from 'd3';
import { describe, expect, it } from 'vitest';
import { MAGNITUDE_STEPS } from '../../../viz/charts/parts/magnitude.ts';
import { markerPath } from '../../../viz/charts/parts/marker.ts';
import {
  designClass,
  magnitudeColours,
  OTHER_REGION_CLASS,
  paletteCss,
  regionClasses,
  textOn,
} from '../../../viz/theme/palette.ts';

function luminance(colour: string): number {
  const { r, g, b } = rgb(colour);
  const linear = (c: number) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

const steps = Array.from({ length: MAGNITUDE_STEPS }, (_, step) => magnitudeColours(step));

describe('palette', () => {
  it.each(['light', 'dark'] as const)('magnitudes in %s change lightness in one direction', (scheme) => {
    const lightness = steps.map((step) => luminance(step[scheme]));
    const sorted = [...lightness].sort((a, b) => (scheme === 'light' ? b - a : a - b));
    expect(lightness).toEqual(sorted);
    expect(new Set(lightness).size).toBe(MAGNITUDE_STEPS);
  });

  it('every colour that carries text gives it a contrast of 4.5 or more', () => {
    const pairs = [...paletteCss().matchAll(/\.[\w-]+\{--[cm]:light-dark\((#\w+),(#\w+)\)/g)];
    expect(pairs.length).toBeGreaterThan(MAGNITUDE_STEPS + 8);
    for (const [, light, dark] of pairs) {
      for (const colour of [light!, dark!]) expect(contrast(colour, textOn(colour))).toBeGreaterThanOrEqual(4.5);
    }
  });
});

describe('regions', () => {
  it('take colours in their own order', () => {
    expect(regionClasses([5, 50, 20])).toEqual(['region-0', 'region-1', 'region-2']);
  });

  it('beyond the sixth share a grey, the smallest first', () => {
    const classes = regionClasses([10, 1, 30, 40, 50, 60, 70, 0]);
    expect(classes.filter((name) => name === OTHER_REGION_CLASS)).toHaveLength(2);
    expect([classes[1], classes[7]]).toEqual([OTHER_REGION_CLASS, OTHER_REGION_CLASS]);
    expect(new Set(classes.filter((name) => name !== OTHER_REGION_CLASS)).size).toBe(6);
  });
});

describe('designs', () => {
  const ruleOf = (selector: string) => {
    const rule = paletteCss()
      .split('\n')
      .find((line) => line.split('{')[0]!.split(',').includes(selector));
    return rule?.slice(rule.indexOf('{')) ?? 'none';
  };
  const indexes = [...Array(36).keys()];

  it.each([
    ['line', (index: number) => ruleOf(`.series.${designClass(index)}`)],
    ['key', (index: number) => ruleOf(`.key-line.${designClass(index)}`)],
    ['marker', (index: number) => markerPath(index)],
  ])('36 of them differ by colour and %s', (_, second) => {
    const looks = indexes.map((index) => `${ruleOf(`.${designClass(index)}`)} ${second(index)}`);
    expect(looks.some((look) => look.startsWith('none'))).toBe(false);
    expect(new Set(looks).size).toBe(36);
  });

  it('differ by colour first', () => {
    expect(new Set(indexes.slice(0, 6).map((index) => ruleOf(`.${designClass(index)}`))).size).toBe(6);
  });
});
