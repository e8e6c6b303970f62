/**
 * All runs of an experiment merged into its result.
 *
 * The result depends on what was run and never on the order in which workers finished: everything is merged by design,
 * then replication. A design of which nothing ran is left out of the result; its verdicts stay, undecided.
 */
import { assert } from '../kernel/assert.ts';
import { combineHex } from '../kernel/fingerprint.ts';
import { toMs } from '../kernel/time.ts';
import type { ResolvedScenario } from '../scenario/resolved-scenario.ts';
import { assertConservation } from './conservation.ts';
import { describeDesigns } from './describe-designs.ts';
import { describeEvents } from './describe-events.ts';
import { chooseRuns, type DesignRuns } from './design-runs.ts';
import { evaluateExpectations } from './evaluate-expectations.ts';
import {
  type ExperimentResult,
  type LogRow,
  RESULT_FORMAT_VERSION,
  type ReplicationRow,
  type ScenarioSummary,
} from './experiment-result.ts';
import { mergeBackends } from './merge-backends.ts';
import { mergeBreaks } from './merge-breaks.ts';
import { mergeCounters } from './merge-counters.ts';
import { mergeFlowSlices, mergeFlows } from './merge-flows.ts';
import { mergeForms } from './merge-forms.ts';
import { mergeLatency } from './merge-latency.ts';
import { mergeMachines } from './merge-machines.ts';
import { mergeRegions } from './merge-regions.ts';
import { mergeSeries } from './merge-series.ts';
import { replicationNotices } from './notices.ts';
import type { ResultContext } from './result-context.ts';
import type { RunRecord } from './run-record.ts';
import { summarise } from './summarise.ts';
import { summaryValues } from './summary-metrics.ts';
import { unansweredNotices } from './trail/scenario-asks.ts';
import type { Trail } from './trail/trail.ts';
import { warmUpNotice } from './warm-up-notice.ts';

/**
 * @param records in any order, of one experiment; some may be missing or cut short when it was interrupted
 * @throws InternalError when a record breaks conservation, when two are the same run, or when there is none
 */
export function mergeRuns(context: ResultContext, records: readonly RunRecord[]): ExperimentResult {
  const { scenario, places } = context;
  assert(records.length > 0, 'an experiment without a single run has no result');
  for (const record of records) assertConservation(record, scenario);
  const designIds = scenario.designs.map(({ id }) => id);
  const designs = chooseRuns(designIds, records);
  const present = designs.filter(({ coverage }) => coverage !== 'none');
  const baseline = present.find(({ designId }) => designId === scenario.experiment.baseline) ?? null;
  const series = present.map((design) => mergeSeries(design, context));
  const trails = trailsOf(scenario, present);
  const warmUpNotices = present.flatMap((design, index) => warmUpNotice(design, series[index]!, context) ?? []);
  return {
    formatVersion: RESULT_FORMAT_VERSION,
    toolVersion: context.toolVersion,
    scenario: describeScenario(context),
    designs: describeDesigns(scenario.designs, scenario.experiment.baseline).filter(({ id }) => isPresent(id, present)),
    places,
    events: describeEvents(scenario),
    windows: scenario.windows.map(({ id, start, end }) => ({ id, startMs: toMs(start), endMs: toMs(end) })),
    verdicts: evaluateExpectations(designs, context),
    summary: summarise(present, context),
    replications: present.flatMap((design) => replicationRows(design, context)),
    series,
    counters: present.flatMap((design) => mergeCounters(design, context)),
    breaks: present.flatMap((design) => mergeBreaks(design, context)),
    flows: present.flatMap((design) => mergeFlows(design)),
    flowSlices: present.map((design) => mergeFlowSlices(design)),
    latency: present.flatMap((design) => mergeLatency(design, places.metros.length)),
    regions: present.flatMap((design) => mergeRegions(design, context)),
    backends: present.flatMap((design) => mergeBackends(design, context)),
    machines: present.flatMap((design) => mergeMachines(design, context)),
    forms: present.flatMap((design) => mergeForms(design, baseline, context)),
    log: present.flatMap(logRows),
    trails,
    notices: [...replicationNotices(designs, context), ...warmUpNotices, ...unansweredNotices(scenario, trails)],
    fingerprint: fingerprintOf(present),
    isComplete: designs.every(({ coverage, runs }) => {
      return coverage === 'whole' && runs.length === scenario.experiment.replications;
    }),
  };
}

function isPresent(designId: string, present: readonly DesignRuns[]): boolean {
  return present.some((design) => design.designId === designId);
}

function describeScenario({ scenario, file, hash, setup, command }: ResultContext): ScenarioSummary {
  return {
    name: scenario.name,
    question: scenario.question,
    answer: scenario.answer,
    file,
    hash,
    setup,
    seed: scenario.experiment.seed,
    replications: scenario.experiment.replications,
    durationMs: toMs(scenario.time.duration),
    warmupMs: toMs(scenario.time.warmup),
    intervalMs: toMs(scenario.time.interval),
    baseline: scenario.experiment.baseline,
    command,
  };
}

function logRows({ designId, runs }: DesignRuns): LogRow[] {
  return runs.flatMap(({ replication, log }) => {
    return log.map(({ atUs, eventId, what, brokenCount }) => {
      return { designId, replication, atMs: toMs(atUs), eventId, what, brokenCount };
    });
  });
}

/** By question as written, then design. */
function trailsOf({ explain }: ResolvedScenario, present: readonly DesignRuns[]): Trail[] {
  const all = present.flatMap(({ runs }) => runs.flatMap(({ trails }) => trails));
  return explain.flatMap(({ id }) => all.filter(({ ask }) => ask === id));
}

/** What was cut short covers less time than the rest, and is nothing to compare with. */
function replicationRows({ designId, coverage, runs }: DesignRuns, context: ResultContext): ReplicationRow[] {
  if (coverage !== 'whole') return [];
  return runs.map((run) => {
    const { replication, fingerprint } = run;
    return { designId, replication, fingerprint, values: summaryValues(run, context) };
  });
}

/** Over the merged runs, in order: each ingredient, then all of them. */
function fingerprintOf(designs: readonly DesignRuns[]): ExperimentResult['fingerprint'] {
  const runs = designs.flatMap((design) => design.runs);
  const traffic = combineHex(runs.map(({ fingerprint }) => fingerprint.traffic));
  const routing = combineHex(runs.map(({ fingerprint }) => fingerprint.routing));
  const outcomes = combineHex(runs.map(({ fingerprint }) => fingerprint.outcomes));
  const events = combineHex(runs.map(({ fingerprint }) => fingerprint.events));
  return { traffic, routing, outcomes, events, all: combineHex([traffic, routing, outcomes, events]) };
}
