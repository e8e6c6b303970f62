/**
 * Connections that the scenario asks to explain: how many went which way and why, then a whole
 * trail of each way, step by step.
 */
import { groupTrails, type TrailGroup } from '../../sim/metrics/trail/group-trails.ts';
import { reasonText } from '../../sim/metrics/trail/reasons.ts';
import { outcomeText, STAGE_TITLES, stepText } from '../../sim/metrics/trail/stages.ts';
import type { Trail, TrailStep } from '../../sim/metrics/trail/trail.ts';
import type { ReportContext } from '../data/report-context.ts';
import { trailFigure } from '../figures/trail-figure.ts';
import { formatInstant, formatMs } from '../format.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import { findingLines, tableTwin } from './figure-section.ts';
import type { Studio } from './studio.ts';

/**
 * Ways of one question of which a whole trail is shown, and candidates that a step names:
 * assumption, enough to see why.
 */
const WAYS_MAX = 3;
/** Whole trails in a report: each takes some 10 KB, and a report stays below 1.5 MB. */
const TRAILS_MAX = 5;
const PASSED_OVER_MAX = 4;
const PICTURE_WIDTH = 1080;

/** Those of the designs that the report details. */
export function shownTrails({ designs, result }: ReportContext): readonly Trail[] {
  return result.trails.filter(({ designId }) => designs.some(({ id }) => id === designId));
}

/** `null` without trails. */
export function explainSection(context: ReportContext, trails: readonly Trail[], studio: Studio): Html | null {
  if (trails.length === 0) return null;
  const asked = new Map<string, Trail[]>();
  for (const trail of trails) {
    const key = JSON.stringify([trail.ask, trail.designId]);
    asked.set(key, [...(asked.get(key) ?? []), trail]);
  }
  const hasPicks = trails.some(({ backends }) => backends.length > 0);
  return html`<section id="explain" aria-labelledby="explain-title"><h2 id="explain-title">Why connections went where they went</h2>
${[...asked.values()].map((answers, index) => question(context, answers, `explain-${index}`, waysOf(index, asked.size), studio))}<p class="reading">Connections of the first replication, as the scenario asks. ${hasPicks ? '“As seen” is what the second-layer GFE knew when it picked; “really” is the truth of that instant. ' : ''}Every trail is in result.json.</p>
</section>
`;
}

/** How many ways of a question are told in full. */
function waysOf(question: number, questionCount: number): number {
  if (question >= TRAILS_MAX) return 0;
  return Math.max(1, Math.min(WAYS_MAX, Math.floor(TRAILS_MAX / questionCount)));
}

function question(
  context: ReportContext,
  trails: readonly Trail[],
  id: string,
  wayCount: number,
  studio: Studio,
): Html {
  const { ask, designId, metro, inForce } = trails[0]!;
  const groups = groupTrails(trails);
  const design = context.designs.find((one) => one.id === designId)!;
  return html`<div class="trail-question" id="${id}"><h3><span class="key key-line ${design.designClass}"></span> ${ask}: ${metro} at ${formatInstant(trails[0]!.atMs)} under ${designId}</h3>
<p class="quiet">In force: ${inForce.length === 0 ? 'nothing' : inForce.join(', ')}.</p>
<ul class="trail-ways">${groups.map(({ trails: group, way, because }) => html`<li><strong>${group.length} of ${trails.length}</strong> went ${way}, because ${because}</li>`)}</ul>
${groups.slice(0, wayCount).map((group, index) => wayDetails(context, group, index === 0, `${id}-${index}`, studio))}</div>
`;
}

/** The first way stands open, the others are opened by whoever wants them. */
function wayDetails(context: ReportContext, group: TrailGroup, isOpen: boolean, id: string, studio: Studio): Html {
  const trail = group.trails[0]!;
  const summary = html`<summary>${group.trails.length === 1 ? 'The connection' : `The first of ${group.trails.length}`} at ${formatInstant(trail.atMs)}: ${outcomeText(trail)}</summary>`;
  const figure = trailFigure(context, trail, id);
  const body = html`${summary}<ol class="trail-steps">${trail.steps.map((step) => stepItem(step))}</ol>
${
  figure === null
    ? null
    : html`<figure><figcaption>${findingLines(figure.finding)}</figcaption>${figure.drawings.map((drawing) => studio.picture(drawing, PICTURE_WIDTH))}<p class="reading">${figure.reading}</p></figure>${figure.table === null ? null : tableTwin(`candidates of ${trail.metro}`, figure.table)}`
}<div class="trail-course"><ol>${trail.timeline.map(({ atMs, what }) => html`<li><span class="trail-time">+${formatMs(atMs - trail.atMs)}</span> <span>${what}</span></li>`)}</ol>${trail.latency.length === 0 ? null : html`<ul>${trail.latency.map(({ part, ms }) => html`<li><span class="trail-time">${formatMs(ms)}</span> <span>${part}</span></li>`)}</ul>`}</div>`;
  return isOpen ? html`<details class="trail" open>${body}</details>` : html`<details class="trail">${body}</details>`;
}

function stepItem(step: TrailStep): Html {
  const named = step.passedOver.slice(0, PASSED_OVER_MAX);
  const left = step.leftOutCount + step.passedOver.length - named.length;
  const others = named.map(
    ({ name, reason, facts }) => html`<li>not <strong>${name}</strong>: ${reasonText(reason, facts)}</li>`,
  );
  const more = left > 0 && named.length > 0 && step.stage !== 'member' ? html`<li>and ${left} more</li>` : null;
  return html`<li><span class="trail-stage">${STAGE_TITLES[step.stage]}</span> <strong>${step.chosen ?? 'none'}</strong>, ${stepText(step)}${others.length === 0 ? null : html`<ul>${others}${more}</ul>`}</li>`;
}
