/**
 * Two results compared, as one HTML file without a script: a forest plot for each kind of change, and every changed
 * figure as a table. Same comparison, same bytes.
 */
import type { Comparison, MetricChange } from '../../sim/metrics/comparison/compare-figures.ts';
import { CHANGE_STATES, type ChangeState } from '../../sim/metrics/comparison/judge-change.ts';
import { type DifferenceRow, differenceForest, differenceText } from '../charts/difference-forest.ts';
import { intervalText } from '../charts/interval-rows.ts';
import { metricWords } from '../data/metric-names.ts';
import type { Table } from '../figures/figure.ts';
import { formatShare } from '../format.ts';
import type { Html } from '../html.ts';
import { dataSection, renderStillPage, stillFigure } from '../sections/still-page.ts';
import { designClass } from '../theme/palette.ts';

export interface ComparisonPage {
  readonly comparison: Comparison;
  /** What the two are called. */
  readonly before: string;
  readonly after: string;
  /** What the comparison rests on and where the runs part, a line each. */
  readonly explanation: readonly string[];
  readonly toolVersion: string;
  /** The report's style sheet. */
  readonly style: string;
}

const TITLES: Readonly<Record<ChangeState, string>> = {
  worse: 'Worse',
  better: 'Better',
  changed: 'Changed',
  within: 'Tolerated',
  open: 'Undecided',
};

const READINGS: Readonly<Record<ChangeState, string>> = {
  worse: 'Established, and against the direction that is better for this metric.',
  better: 'Established, and in the direction that is better for this metric.',
  changed: 'Established, of metrics that have no better direction.',
  within: 'Within the tolerance that was asked for.',
  open: 'The interval does not exclude zero, or there is none: these replications do not tell.',
};

export function renderComparisonPage(page: ComparisonPage): string {
  const { comparison, before, after, explanation } = page;
  const { changes } = comparison;
  const established = changes.filter(({ state }) => state !== 'open').length;
  const count =
    changes.length === 0
      ? 'No figure differs.'
      : `${changes.length} figures differ, ${established} of them established.`;
  return renderStillPage({
    title: `${after} against ${before}`,
    subject: 'comparison',
    summary: [count, ...explanation],
    sections: (document) => [
      ...CHANGE_STATES.flatMap((state) => section(state, page, document)),
      ...(changes.length === 0 ? [] : [dataSection('Changes', changeTable(changes))]),
    ],
    toolVersion: page.toolVersion,
    style: page.style,
  });
}

function section(state: ChangeState, { comparison }: ComparisonPage, document: Document): Html[] {
  const changes = comparison.changes.filter((change) => change.state === state && change.difference !== null);
  const [first] = changes;
  if (first === undefined) return [];
  const designIds = comparison.after.designs.map(({ id }) => id);
  const rows = changes.map((change) => forestRow(change, designIds));
  const figure = {
    id: state,
    title: TITLES[state],
    finding: `${changes.length} of ${comparison.changes.length}. The largest in proportion is ${metricWords(first.metric)} under ${first.designId}: ${differenceText(rows[0]!)}.`,
    reading: `${READINGS[state]} Intervals hold together with 95% confidence. Zero is one line; each row has its own scale; rows by effect, the difference over the larger of the two means.`,
    legend: designIds
      .map((label, index) => ({ label, colourClass: designClass(index), mark: 'square' as const }))
      .filter(({ label }) => changes.some(({ designId }) => designId === label)),
  };
  return [stillFigure(figure, (frame) => differenceForest({ baseline: 'before', rows }, frame), document)];
}

function forestRow(change: MetricChange, designIds: readonly string[]): DifferenceRow {
  const { designId, metric, unit, state, before } = change;
  const { mean, low, high } = change.difference!;
  const index = designIds.indexOf(designId);
  return {
    metric: metricWords(metric),
    unit,
    design: designId,
    designClass: designClass(index),
    designIndex: index,
    difference: mean,
    low,
    high,
    isEstablished: low === null ? null : state !== 'open',
    relative: before === null || before.mean === 0 ? null : mean / before.mean,
  };
}

function changeTable(changes: readonly MetricChange[]): Table {
  const labels = ['change', 'design', 'metric', 'before', 'after', 'difference', 'effect'];
  return {
    columns: labels.map((label, index) => ({ label, isNumber: index >= 3 })),
    rows: changes.map((change) => {
      const { state, designId, metric, unit, before, after, difference, effect } = change;
      return [
        TITLES[state].toLowerCase(),
        designId,
        metricWords(metric),
        before === null ? 'none' : intervalText(before, unit),
        after === null ? 'none' : intervalText(after, unit),
        difference === null
          ? ''
          : differenceText({
              difference: difference.mean,
              low: difference.low,
              high: difference.high,
              unit,
              isEstablished: difference.low === null ? null : state !== 'open',
            }),
        formatShare(effect),
      ];
    }),
    note: '',
  };
}
