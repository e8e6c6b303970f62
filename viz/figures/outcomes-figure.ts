/** What was offered and what became of it over time: one panel per outcome that happened, designs overlaid. */
import type { DesignSeries, Samples } from '../../sim/metrics/experiment-result.ts';
import type { OutcomeName } from '../../sim/metrics/outcome.ts';
import { OUTCOMES } from '../../sim/metrics/outcome.ts';
import type { LinePanel } from '../charts/line-panels.ts';
import type { ReportContext } from '../data/report-context.ts';
import { addSamples, known, sumOf } from '../data/samples.ts';
import { columnsFor, instantsOf, reduceColumns, reductionNote, trimTo } from '../data/trim.ts';
import { formatCount, formatShare } from '../format.ts';
import type { Figure } from './figure.ts';
import { tableOf } from './figure.ts';

const MEANINGS: Readonly<Record<OutcomeName, string>> = {
  completed: 'ran to their own end',
  refused: 'a listen or wait queue was full',
  timedOut: 'nothing answered in time',
  dropped: 'no eligible backend',
  blocked: 'flood protection or a rate limit',
  reset: 'established, then broken',
  rejected: 'an error for an answer, or a bad certificate',
  unfinished: 'the run ended first',
};

export function outcomesFigure(context: ReportContext): Figure {
  const { series, scenario } = context.result;
  const times = series[0]?.timesMs ?? [];
  const columns = columnsFor(times.length);
  const seen = OUTCOMES.filter(
    (outcome) => outcome !== 'completed' && series.some((one) => outcomeTotal(one, outcome) > 0),
  );
  const panels = [
    panelOf(context, 'offered', 'new connections each second', (one) => addSamples(one.regions.map((r) => r.offered))),
    panelOf(context, 'completed', `each second: ${MEANINGS.completed}`, (one) =>
      addSamples(one.regions.map((r) => r.outcomes.completed)),
    ),
    panelOf(context, 'spilled', 'each second, served away from home', (one) =>
      addSamples(one.regions.map((r) => r.spilledOut)),
    ),
    ...seen.map((outcome) =>
      panelOf(context, wordOf(outcome), `each second: ${MEANINGS[outcome]}`, (one) =>
        addSamples(one.regions.map((r) => r.outcomes[outcome])),
      ),
    ),
  ];
  return {
    id: 'outcomes',
    title: 'What was offered, and what became of it',
    finding: outcomesFinding(context, seen),
    reading: `Connections by the instant they were offered, each second. Outcomes that never happened have no panel. Every design meets the same traffic.${reductionNote(columns, scenario.intervalMs)}`,
    legend: context.designs.map(({ id, designClass }) => ({ label: id, colourClass: designClass, mark: 'line' })),
    drawings:
      times.length === 0
        ? []
        : [
            {
              kind: 'linePanels',
              data: {
                label: 'Offered connections and outcomes over time.',
                lane: context.lane,
                timesMs: instantsOf(times, columns, scenario.intervalMs, 'during'),
                panels,
              },
            },
          ],
    empty: 'No interval was recorded.',
    table: tableOf(
      ['design', 'offered', ...OUTCOMES.map(wordOf), 'spilled'],
      series.map((one) => [
        one.designId,
        formatCount(offeredTotal(one)),
        ...OUTCOMES.map((outcome) => formatCount(outcomeTotal(one, outcome))),
        formatCount(sumOf(addSamples(one.regions.map((r) => r.spilledOut)))),
      ]),
      1,
      'timeseries.csv',
    ),
  };
}

function panelOf(
  context: ReportContext,
  title: string,
  subtitle: string,
  pick: (series: DesignSeries) => Samples,
): LinePanel {
  const perSecond = 1000 / context.result.scenario.intervalMs;
  const rates = context.result.series.map((series) => pick(series).map((n) => (n === null ? null : n * perSecond)));
  const columns = columnsFor(rates[0]?.length ?? 0);
  const scale = Math.max(0.001, ...known(rates.flat()));
  return {
    title,
    subtitle,
    swatchClass: '',
    lines: rates.map((values, d) => {
      const { mean, low, high } = reduceColumns(values, columns);
      const isReduced = columns.width > 1;
      return {
        label: context.designs[d]!.id,
        designClass: context.designs[d]!.designClass,
        values: trimTo(mean, scale),
        low: isReduced ? trimTo(low, scale) : null,
        high: isReduced ? trimTo(high, scale) : null,
      };
    }),
    capacity: null,
    health: [],
  };
}

/** camelCase outcome names as words. */
function wordOf(outcome: OutcomeName): string {
  return outcome === 'timedOut' ? 'timed out' : outcome;
}

function offeredTotal(series: DesignSeries): number {
  return sumOf(series.regions.map((region) => sumOf(region.offered)));
}

function outcomeTotal(series: DesignSeries, outcome: OutcomeName): number {
  return sumOf(series.regions.map((region) => sumOf(region.outcomes[outcome])));
}

function outcomesFinding(context: ReportContext, seen: readonly OutcomeName[]): string {
  const sentences = context.result.series.map((series) => {
    const offered = offeredTotal(series);
    if (offered === 0) return `${series.designId} was offered nothing.`;
    const worst = seen
      .filter((outcome) => outcome !== 'unfinished' && outcomeTotal(series, outcome) > 0)
      .sort((a, b) => outcomeTotal(series, b) - outcomeTotal(series, a))
      .slice(0, 2)
      .map((outcome) => `${formatCount(outcomeTotal(series, outcome))} ${wordOf(outcome)}`);
    const lost = worst.length === 0 ? 'none was lost' : worst.join(' and ');
    return `${series.designId} completed ${formatShare(outcomeTotal(series, 'completed') / offered)} of ${formatCount(offered)} connections; ${lost}.`;
  });
  return `${sentences.join('\n')} (Whole run, warm-up included.)`;
}
