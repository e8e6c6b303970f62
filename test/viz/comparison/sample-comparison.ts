/** A comparison with a change of each kind, for tests that read it, draw it or open it. */
import { readFileSync } from 'node:fs';
import { type Comparison, compareFigures } from '../../../sim/metrics/comparison/compare-figures.ts';
import { renderComparisonPage } from '../../../viz/comparison/render-comparison-page.ts';
import { paletteCss } from '../../../viz/theme/palette.ts';
import { sampleFigures } from '../../sim/metrics/comparison/figures.ts';

const NOISE = [50.1, 50.9, 49.2, 50.4, 49.8];
const STEADY = [0.1, 0.1, 0.1, 0.1, 0.1];
const plus = (step: number): number[] => NOISE.map((value, index) => value + step * (1 + 0.01 * index));

export function sampleComparison(): Comparison {
  const before = sampleFigures({
    waterfall: { metrics: { spilledShare: STEADY, latencyP50: NOISE, latencyP99: NOISE, latencyMean: NOISE } },
    'spray <b>': {
      metrics: { completedShare: STEADY, latencyP50: NOISE, droppedShare: [null, null, null, null, null] },
    },
  });
  const after = sampleFigures({
    waterfall: {
      parted: ['routing', 'outcomes', 'events'],
      metrics: {
        spilledShare: [0.2, 0.2, 0.21, 0.2, 0.2],
        latencyP50: plus(5),
        latencyP99: [53, 48, 52, 47.5, 50],
        latencyMean: plus(0.5),
      },
    },
    'spray <b>': { metrics: { completedShare: [0.2, 0.21, 0.2, 0.2, 0.2], latencyP50: NOISE, droppedShare: STEADY } },
  });
  return compareFigures(before, after, { tolerance: 0.02 });
}

export function samplePage(comparison = sampleComparison()): string {
  const sheet = (name: string): string =>
    readFileSync(new URL(`../../../viz/theme/${name}.css`, import.meta.url), 'utf8');
  return renderComparisonPage({
    comparison,
    before: 'main',
    after: 'branch <i>',
    explanation: ['events.lost.at: "20m" → "21m"', '5 replications paired by seed 42'],
    toolVersion: '0.1.0',
    style: [paletteCss(), ...['tokens', 'layout', 'charts', 'sections', 'print'].map(sheet)].join('\n'),
  });
}
