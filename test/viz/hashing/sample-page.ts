/** A page with every figure on it, of a small pool, for tests that read it, draw it or open it. */
import { readFileSync } from 'node:fs';
import type { HashingData } from '../../../viz/hashing/hashing-data.ts';
import { type HashingPage, renderHashingPage } from '../../../viz/hashing/render-hashing-page.ts';
import { paletteCss } from '../../../viz/theme/palette.ts';

const sheet = (name: string): string =>
  readFileSync(new URL(`../../../viz/theme/${name}.css`, import.meta.url), 'utf8');

export const NAMES = ['web-a', 'web-b', 'web-<c>', 'idle'];

export const FIGURES: Readonly<Record<HashingData['kind'], HashingData>> = {
  slots: {
    kind: 'slots',
    title: 'Envoy Maglev',
    slotCount: 13,
    owners: [0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, -1],
    names: NAMES,
  },
  shares: {
    kind: 'shares',
    title: 'Envoy Maglev',
    keys: 'slots',
    keyCount: 13,
    backends: [
      { name: 'web-a', share: 0.3, fairShare: 0.25, deviation: 0.2 },
      { name: 'web-b', share: 0.5, fairShare: 0.5, deviation: 0 },
      { name: 'web-<c>', share: 0.2, fairShare: 0.25, deviation: -0.2 },
      { name: 'idle', share: 0, fairShare: 0, deviation: null },
    ],
  },
  spreads: {
    kind: 'spreads',
    methods: [
      { id: 'envoy', isSampled: false, overprovision: 0.001, underprovision: -0.0005 },
      { id: 'ring', isSampled: true, overprovision: 0.16, underprovision: -0.22 },
    ],
  },
  moves: {
    kind: 'moves',
    change: '1 of 100 backends removed at random',
    minimum: 0.01,
    methods: [
      { id: 'envoy', isSampled: false, moved: estimate(0.0156, 0.0001), extra: estimate(0.0056, 0.0001) },
      { id: 'modulo', isSampled: true, moved: estimate(0.99, 0), extra: estimate(0.98, 0) },
    ],
  },
};

function estimate(mean: number, halfWidth: number) {
  return { mean, low: mean - halfWidth, high: mean + halfWidth };
}

export function samplePage(changes: Partial<HashingPage> = {}): string {
  return renderHashingPage({
    title: 'Hashing of web-<c>',
    summary: ['4 backends', 'a second line'],
    figures: Object.values(FIGURES),
    columns: [
      { label: 'backend', isNumber: false },
      { label: 'share', isNumber: true },
    ],
    rows: NAMES.map((name, at) => [name, String(at)]),
    toolVersion: '1.2.3',
    style: [...['tokens', 'layout', 'sections', 'charts', 'print'].map(sheet), paletteCss()].join('\n'),
    ...changes,
  });
}
