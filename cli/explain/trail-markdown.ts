/**
 * Decision trails as Markdown, for an incident's page: the groups, then a trail of each with its candidates as a table.
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
import { countOf } from '../text/count-of.ts';

export function trailMarkdown(trails: readonly Trail[]): string {
  const groups = groupTrails(trails);
  const summary = groups.map(
    ({ trails: group, way, because }) =>
      `* **${group.length} of ${trails.length}** went ${plain(way)}, because ${plain(because)}`,
  );
  return `${[`## ${countOf(trails.length, 'connection')}`, summary.join('\n'), ...groups.map(groupMarkdown)].join('\n\n')}\n`;
}

function groupMarkdown({ trails }: TrailGroup): string {
  const trail = trails[0]!;
  const { designId, metro, inForce, client } = trail;
  const parts = [
    `### ${plain(metro)} at ${formatInstant(trail.atMs)} under ${plain(designId)}`,
    `${plain(outcomeText(trail))}. Client network ${client.network}; in force: ${inForce.length === 0 ? 'nothing' : plain(inForce.join(', '))}.`,
    trail.steps.map((step, index) => stepItem(step, index + 1)).join('\n'),
    ...(trail.backends.length === 0 ? [] : [candidateTable(trail)]),
    ...trail.otherwise.map((one) => plain(otherwiseText(one))),
    trail.timeline.map(({ atMs, what }) => `* ${formatInstant(atMs)} ${what}`).join('\n'),
    ...(trail.latency.length === 0
      ? []
      : [`Time to first byte: ${trail.latency.map(({ part, ms }) => `${figure(ms)} ms ${part}`).join(' + ')}.`]),
  ];
  return parts.join('\n\n');
}

function stepItem(step: TrailStep, number: number): string {
  const passedOver = step.passedOver.map(
    ({ name, reason, facts }) => `\n   * not ${plain(name)}: ${plain(reasonText(reason, facts))}`,
  );
  return `${number}. ${STAGE_TITLES[step.stage]}: **${plain(step.chosen ?? 'none')}**, ${plain(stepText(step))}${passedOver.join('')}`;
}

function candidateTable(trail: Trail): string {
  const head = CANDIDATE_COLUMNS.map(({ label }) => label);
  const rule = CANDIDATE_COLUMNS.map(({ isNumber }) => (isNumber ? '---:' : '---'));
  const rows = trail.backends.map((candidate) => {
    const cells = candidateCells(candidate, trail).map(plain);
    return candidate.isPicked ? cells.map((cell) => `**${cell}**`) : cells;
  });
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** What Markdown would read as a sign of its own. */
function plain(text: string): string {
  return text.replace(/[\\`*_[\]<>|#]/g, '\\$&');
}
