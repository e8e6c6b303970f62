/**
 * The designs side by side: one card per leading metric, all designs on one axis, the difference
 * from the baseline beside each.
 */
import { OUTCOMES } from '../../sim/metrics/outcome.ts';
import type { IntervalRowsData } from '../charts/interval-rows.ts';
import { metricWords } from '../data/metric-names.ts';
import type { ReportContext } from '../data/report-context.ts';
import { tellingMetrics } from '../data/telling-metrics.ts';
import { formatChange, formatDifference, formatQuantity } from '../format.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import { findingLines, legend } from './figure-section.ts';
import type { Studio } from './studio.ts';

const CARD_WIDTH = 240;
const CARDS = 8;

export function headlineSection(context: ReportContext, studio: Studio): Html {
  const metrics = tellingMetrics(context.result.summary, CARDS);
  return html`<section id="designs" aria-labelledby="designs-title">
<h2 id="designs-title">${context.designs.length > 1 ? 'The designs side by side' : 'The design in figures'}</h2>
${findingLines(headlineFinding(context, metrics))}
${legend(context.designs.map(({ title, designClass }) => ({ label: title, colourClass: designClass, mark: 'line' })))}
<div class="cards">${metrics.map((metric) => card(context, metric, studio))}</div>
<p class="reading">${reading(context)}</p>
</section>
`;
}

function reading(context: ReportContext): string {
  const { summary } = context.result;
  const figures = summary.some((row) => row.low !== null)
    ? 'Means over replications with 95% Student intervals, on axes that include zero.'
    : 'Figures of one replication: points without intervals, on axes that include zero.';
  if (!context.designs.some((design) => design.isBaseline)) return figures;
  const isPoint = summary.some((row) => row.difference !== null && row.isEstablished === null);
  const mark = isPoint
    ? '(point) is a difference of one replication, which establishes none.'
    : '~ means that no difference from it is established.';
  return `${figures} The dotted rule is the baseline; ${mark}`;
}

function card(context: ReportContext, metric: string, studio: Studio): Html {
  const rows = context.designs.map((design) => ({
    design,
    row: context.result.summary.find((row) => row.metric === metric && row.designId === design.id) ?? null,
  }));
  const unit = rows.find(({ row }) => row !== null)?.row?.unit ?? '';
  const data: IntervalRowsData = {
    label: `${metricWords(metric)} by design`,
    unit,
    rows: rows.map(({ design, row }) => ({
      label: design.id,
      designClass: design.designClass,
      designIndex: design.index,
      isBaseline: design.isBaseline,
      mean: row?.mean ?? null,
      low: row?.low ?? null,
      high: row?.high ?? null,
    })),
  };
  return html`<div class="card"><h3>${metricWords(metric)}</h3>
<ul class="values">${rows.map(
    ({ design, row }) =>
      html`<li><span class="key key-line ${design.designClass}"></span><span class="visually-hidden">${design.id}: </span><span class="value">${row === null || row.mean === null ? 'none' : formatQuantity(row.mean, unit)}</span> <span class="change">${row === null ? '' : formatChange(row)}</span></li>`,
  )}</ul>
${studio.picture({ kind: 'intervalRows', data }, CARD_WIDTH)}</div>
`;
}

function headlineFinding(context: ReportContext, metrics: readonly string[]): string {
  const base = context.designs.find((design) => design.isBaseline);
  if (base === undefined) return 'One design: its figures, without a comparison.';
  const sentences = context.designs
    .filter((design) => !design.isBaseline)
    .map((design) => {
      const rows = context.result.summary.filter((row) => row.designId === design.id);
      const clear = metrics.flatMap((metric) => {
        const row = rows.find((one) => one.metric === metric);
        return row?.isEstablished === true ? [changeWords(metric, row.difference!, row.unit)] : [];
      });
      if (clear.length === 0) return `No difference of ${design.id} from ${base.id} is established.`;
      return `Against ${base.id}, ${design.id} has ${clear.slice(0, 4).join(', ')}.`;
    });
  return sentences.join('\n');
}

/** What connections are said to be. */
const PARTICIPLES: readonly string[] = [...OUTCOMES, 'failed', 'spilled', 'broken'];

/** "3.7 fewer connections refused", "latency p50 up 12 ms". */
function changeWords(metric: string, difference: number, unit: string): string {
  const size = formatDifference(Math.abs(difference), unit);
  if (!PARTICIPLES.includes(metric)) return `${metricWords(metric)} ${difference < 0 ? 'down' : 'up'} ${size}`;
  return `${size} ${difference < 0 ? 'fewer' : 'more'} ${size === '1' ? 'connection' : 'connections'} ${metricWords(metric)}`;
}
