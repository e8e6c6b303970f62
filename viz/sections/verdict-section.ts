/**
 * Verdicts first: state as shape, colour and word, the sentence, and the measured interval
 * against its threshold. Failures lead.
 */
import type { Verdict, VerdictState } from '../../sim/metrics/experiment-result.ts';
import type { VerdictGaugeData } from '../charts/verdict-gauge.ts';
import type { ReportContext } from '../data/report-context.ts';
import type { Html } from '../html.ts';
import { html, raw } from '../html.ts';
import type { Studio } from './studio.ts';

const GAUGE_WIDTH = 280;
const ORDER: readonly VerdictState[] = ['failed', 'undecided', 'held'];

/** Octagon with a cross, diamond with a question, disc with a tick: told apart without colour. */
const SHAPES: Readonly<Record<VerdictState, string>> = {
  held: '<circle cx="12" cy="12" r="11"/><path class="glyph" d="M6.5 12.5l3.6 3.6 7.4-8"/>',
  failed: '<path d="M7.4 1h9.2L23 7.4v9.2L16.6 23H7.4L1 16.6V7.4z"/><path class="glyph" d="M8 8l8 8M16 8l-8 8"/>',
  undecided:
    '<path d="M12 0l12 12-12 12L0 12z"/><path class="glyph" d="M9.2 9.4a2.8 2.8 0 1 1 4 2.6c-.9.5-1.2 1-1.2 2M12 17.2v.6"/>',
};

export function verdictSection(context: ReportContext, studio: Studio): Html {
  const { verdicts } = context.result;
  const sorted = ORDER.flatMap((state) => verdicts.filter((verdict) => verdict.state === state));
  return html`<section id="verdicts" aria-labelledby="verdicts-title">
<h2 id="verdicts-title">Verdicts</h2>
<p class="tally">${tally(verdicts)}</p>
${sorted.length === 0 ? null : html`<ul class="verdicts">${sorted.map((verdict) => verdictItem(context, verdict, studio))}</ul>`}
</section>
`;
}

/** "1 expectation failed, 2 are undecided, 5 held." */
export function tally(verdicts: readonly Verdict[]): string {
  if (verdicts.length === 0) return 'The scenario states no expectations, so there is nothing to judge.';
  const count = (state: VerdictState) => verdicts.filter((verdict) => verdict.state === state).length;
  const failed = count('failed');
  const undecided = count('undecided');
  if (failed === 0 && undecided === 0)
    return verdicts.length === 1 ? 'The one expectation held.' : `All ${verdicts.length} expectations held.`;
  const parts = [
    failed > 0 ? `${failed} failed` : '',
    undecided > 0 ? `${undecided} undecided` : '',
    count('held') > 0 ? `${count('held')} held` : '',
  ];
  return `${parts.filter((part) => part !== '').join(', ')}, of ${verdicts.length} expectations.`;
}

function verdictItem(context: ReportContext, verdict: Verdict, studio: Studio): Html {
  const design = context.designs.find((one) => one.id === verdict.designId);
  const data: VerdictGaugeData = {
    label: `Measured against the threshold: ${verdict.sentence}`,
    state: verdict.state,
    holds: sideThatHolds(verdict.comparison),
    measured: verdict.measured,
    low: verdict.low,
    high: verdict.high,
    threshold: verdict.threshold,
    tolerance: verdict.tolerance,
    unit: verdict.unit,
  };
  return html`<li class="verdict state-${verdict.state}">
<svg class="shape" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">${raw(SHAPES[verdict.state])}</svg>
<div class="verdict-words"><p><strong class="state">${verdict.state}</strong> ${verdict.severity === 'warn' ? html`<span class="tag">warning only</span> ` : null}<span class="key key-line ${design?.designClass ?? ''}"></span>${verdict.designId} <span class="that"><code>${verdict.id}</code> <code>${verdict.that}</code></span></p>
<p class="sentence">${asSentence(verdict.sentence)}</p></div>
${verdict.measured === null ? html`<p class="empty">there is no figure</p>` : studio.picture({ kind: 'verdictGauge', data }, GAUGE_WIDTH)}
</li>
`;
}

/** With a capital letter and a full stop, as the reports of a terminal do without. */
export function asSentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}

/** Which side of the bound satisfies a comparison. */
export function sideThatHolds(comparison: Verdict['comparison']): VerdictGaugeData['holds'] {
  if (comparison === '!=') return 'apart';
  if (comparison === '==') return 'at';
  return comparison.startsWith('<') ? 'below' : 'above';
}

export function noticeSection(notices: readonly string[]): Html | null {
  if (notices.length === 0) return null;
  return html`<aside class="notices" aria-label="Notices"><h2>Before you trust the figures</h2><ul>${notices.map((notice) => html`<li>${notice}</li>`)}</ul></aside>
`;
}
