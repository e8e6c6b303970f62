/**
 * A scenario before it runs, for a terminal: designs, backends, timeline, expectations, size.
 */

import { toMs } from '../../sim/kernel/time.ts';
import { describeDesigns } from '../../sim/metrics/describe-designs.ts';
import { describeTarget } from '../../sim/metrics/describe-target.ts';
import { factsOf } from '../../sim/scenario/backend-kinds.ts';
import type { ResolvedScenario } from '../../sim/scenario/resolved-scenario.ts';
import { formatClock, formatDuration, formatNumber } from '../../viz/format.ts';
import { CONNECTIONS_PER_WORKER_SECOND, type ExpectedSize, estimatedSeconds } from '../experiment/expected-size.ts';
import type { Colours } from '../io.ts';
import { timeline } from '../summary/timeline.ts';
import { healthCheckLines } from './health-check-lines.ts';
import { left, right, textTable } from './table.ts';

/** @param clients what is said of them */
export function scenarioOverview(
  scenario: ResolvedScenario,
  clients: string,
  size: ExpectedSize,
  jobs: number,
  colours: Colours,
): string {
  const { name, question, answer } = scenario;
  const section = (title: string, body: string): string => `${colours.bold(title)}\n${body}`;
  return [
    colours.bold(name) + (question === null ? '' : `: ${question}`),
    ...(answer === null ? [] : [answer]),
    section('Designs', designTable(scenario, colours)),
    section('Backends', backendTable(scenario, colours)),
    section('Health checks', healthCheckLines(scenario.designs[0]!.service)),
    section('Clients', clients),
    section('Timeline', timelineTable(scenario, colours)),
    ...(scenario.expectations.length === 0 ? [] : [section('Expectations', expectationTable(scenario, colours))]),
    section('Size', sizeText(scenario, size, jobs)),
  ].join('\n\n');
}

function designTable({ designs, experiment }: ResolvedScenario, colours: Colours): string {
  const rows = describeDesigns(designs, experiment.baseline).map(({ id, kind, description, isBaseline }) => [
    isBaseline ? `${id} (baseline)` : id,
    kind,
    description,
  ]);
  return textTable([left('design'), left('kind'), left('settings')], rows, colours);
}

/** Of the first design; where others differ, their settings say so above. */
function backendTable({ designs }: ResolvedScenario, colours: Colours): string {
  const rows = designs[0]!.service.backends.map((backend) => [
    backend.id,
    backend.kind,
    backend.zones.map(({ zone }) => zone).join(', '),
    formatNumber(backend.zones.reduce((sum, { members }) => sum + members, 0)),
    factsOf(backend.kind).isBalanced ? backend.balancingMode : 'none',
    `${describeTarget(backend, formatNumber)}${backend.capacityScaler === 1 ? '' : ` x ${backend.capacityScaler}`}`,
  ]);
  return textTable(
    [left('backend'), left('kind'), left('zones'), right('members'), left('mode'), left('target capacity')],
    rows,
    colours,
  );
}

function timelineTable(scenario: ResolvedScenario, colours: Colours): string {
  const endMs = toMs(scenario.time.duration);
  const rows = [
    ...timeline(scenario).map(({ fromMs, toMs: untilMs, id, what }) => [
      formatClock(fromMs),
      formatClock(untilMs ?? endMs),
      id,
      what,
    ]),
    [formatClock(endMs), '', '', 'end of the run'],
  ];
  return textTable([right('from'), right('to'), left('what'), left('')], rows, colours);
}

function expectationTable({ expectations, windows }: ResolvedScenario, colours: Colours): string {
  const rows = expectations.map(({ id, that, designIds, windowIndex, severity, confidence, hold }) => {
    const { id: window, start, end } = windows[windowIndex]!;
    const span = `${formatClock(toMs(start))} to ${formatClock(toMs(end))}`;
    const decides =
      hold === null ? `${formatNumber(confidence * 100)}%` : `held in ${formatNumber(hold * 100)}% of runs`;
    return [id, that, designIds.join(', '), `${window} (${span})`, decides, severity];
  });
  const columns = ['expectation', 'that', 'for', 'during', 'confidence', 'severity'].map(left);
  return textTable(columns, rows, colours);
}

function sizeText({ time, designs, experiment }: ResolvedScenario, size: ExpectedSize, jobs: number): string {
  const { runCount, connectionsPerRun, connections } = size;
  const estimatedMs = estimatedSeconds(size, jobs) * 1_000;
  const workers = Math.min(jobs, runCount);
  return [
    `${formatDuration(toMs(time.duration))} simulated, ${designs.length} designs x ${experiment.replications} replications = ${runCount} runs`,
    `about ${formatNumber(Math.round(connectionsPerRun))} connections a run, ${formatNumber(Math.round(connections))} in all`,
    `about ${formatDuration(Math.max(1_000, estimatedMs))} on ${workers} workers, at ${formatNumber(CONNECTIONS_PER_WORKER_SECOND)} connections a second on each: a rate measured on one machine, yours will differ`,
  ].join('\n');
}
