/**
 * Decision trails for a terminal, read from the top down: what happened, then why, step by step.
 */

import { figure } from '../../sim/metrics/trail/fact-text.ts';
import { groupTrails, type TrailGroup } from '../../sim/metrics/trail/group-trails.ts';
import { reasonText } from '../../sim/metrics/trail/reasons.ts';
import {
  CANDIDATE_COLUMNS,
  candidateCells,
  otherwiseText,
  outcomeText,
  STAGE_TITLES,
  stepText,
} from '../../sim/metrics/trail/stages.ts';
import type { Trail, TrailStep } from '../../sim/metrics/trail/trail.ts';
import { formatInstant } from '../../viz/format.ts';
import type { Colours } from '../io.ts';
import { countOf } from '../text/count-of.ts';
import { left, right, textTable } from '../text/table.ts';

const INDENT = '   ';
/** Ways of which a whole trail is shown; assumption: more is read by nobody at night. */
const TRAILS_MAX = 4;

/** The ways first where there are several connections, then one trail for each way. */
export function trailText(trails: readonly Trail[], colours: Colours): string {
  const groups = groupTrails(trails);
  const shown = groups.slice(0, TRAILS_MAX);
  const summary = trails.length === 1 ? [] : [groupLines(groups, trails.length, colours)];
  return `${[...summary, ...shown.map((group) => groupText(group, trails.length, colours))].join('\n\n')}\n`;
}

function groupLines(groups: readonly TrailGroup[], count: number, colours: Colours): string {
  const lines = groups.map(
    ({ trails, way, because }) => `${trails.length} of ${count} went ${way}\n${INDENT}because ${because}`,
  );
  const ways = groups.length === 1 ? 'one way' : `${groups.length} ways`;
  return [colours.bold(`${countOf(count, 'connection')}, ${ways}`), ...lines].join('\n');
}

function groupText({ trails }: TrailGroup, count: number, colours: Colours): string {
  const trail = trails[0]!;
  const { designId, metro, replication, client, inForce } = trail;
  const which = count === 1 ? '' : trails.length === 1 ? 'The one of its way: ' : `The first of ${trails.length}: `;
  return [
    colours.bold(`${which}${metro} at ${clock(trail.atMs)} under ${designId}, replication ${replication}`),
    `${INDENT}${outcomeText(trail)}`,
    `${INDENT}client network ${client.network} (${client.access}), address ${client.addressHash}, flow ${client.flowHash}`,
    `${INDENT}in force: ${inForce.length === 0 ? 'nothing' : inForce.join(', ')}`,
    ...trail.steps.map((step, index) => stepBlock(step, index + 1, trail, colours)),
    courseText(trail, colours),
  ].join('\n');
}

function stepBlock(step: TrailStep, number: number, trail: Trail, colours: Colours): string {
  const lines = [
    `${number}. ${STAGE_TITLES[step.stage]}: ${colours.bold(step.chosen ?? 'none')}`,
    `${INDENT}${stepText(step)}`,
    ...passedOverLines(step),
  ];
  if (step.stage === 'backend') lines.push(...backendLines(trail, colours));
  return lines.join('\n');
}

function passedOverLines({ passedOver, leftOutCount, stage }: TrailStep): string[] {
  const named = passedOver.map(({ name, reason, facts }) => `${INDENT}not ${name}: ${reasonText(reason, facts)}`);
  const isListed = passedOver.length > 0 && stage !== 'member';
  return leftOutCount > 0 && isListed ? [...named, `${INDENT}and ${leftOutCount} more`] : named;
}

function backendLines(trail: Trail, colours: Colours): string[] {
  const columns = [left(''), ...CANDIDATE_COLUMNS.map(({ label, isNumber }) => (isNumber ? right : left)(label))];
  const rows = trail.backends.map((candidate) => [candidate.isPicked ? '>' : '', ...candidateCells(candidate, trail)]);
  const age = trail.steps.find(({ stage }) => stage === 'backend')?.facts.reportAgeMs ?? null;
  const unit = trail.backends[0]?.unit ?? 'connections';
  const counted = unit === 'connections' ? [] : [`load and capacity count ${unit}`];
  const report =
    age === null ? [] : [`the latest load report from other regions is ${figure(Number(age) / 1_000)} s old`];
  return [
    ...textTable(columns, rows, colours).split('\n'),
    ...counted,
    ...report,
    ...trail.otherwise.map(otherwiseText),
  ].map((line) => INDENT + line);
}

/** The time line beside the parts of the latency. */
function courseText({ timeline, latency, atMs }: Trail, colours: Colours): string {
  const line = timeline.map((entry) => [clock(entry.atMs), `+${figure(entry.atMs - atMs)} ms`, entry.what]);
  const parts = latency.map(({ part, ms }) => [`${figure(ms)} ms`, part]);
  return [
    'Time line',
    ...indented(textTable([right('time'), right('since SYN'), left('what')], line, colours)),
    ...(parts.length === 0
      ? []
      : ['Time to first byte', ...indented(textTable([right('part'), left('of what')], parts, colours))]),
  ].join('\n');
}

function indented(text: string): string[] {
  return text.split('\n').map((line) => INDENT + line);
}

function clock(ms: number): string {
  return formatInstant(ms);
}
