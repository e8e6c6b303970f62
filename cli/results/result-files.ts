/**
 * The files of a result directory but the manifest, as texts: the same result gives the same bytes,
 * wherever and whenever it is written.
 */
import type { ExperimentResult } from '../../sim/metrics/experiment-result.ts';
import { csvText } from './csv.ts';
import { junitXml } from './junit-xml.ts';
import type { RunFacts } from './manifest.ts';
import { backendRows } from './tables/backend-rows.ts';
import { breakRows } from './tables/break-rows.ts';
import { counterRows } from './tables/counter-rows.ts';
import { eventRows } from './tables/event-rows.ts';
import { flowRows } from './tables/flow-rows.ts';
import { formRows } from './tables/form-rows.ts';
import { latencyRows } from './tables/latency-rows.ts';
import { machineRows } from './tables/machine-rows.ts';
import { summaryRows } from './tables/summary-rows.ts';
import { timeseriesRows } from './tables/timeseries-rows.ts';

export const RESULT_FILE = 'result.json';
export const REPORT_FILE = 'report.html';
export const RESOLVED_FILE = 'scenario.resolved.yaml';

/** What a result directory holds besides the result itself. */
export interface ResultExtras extends RunFacts {
  /** The scenario with everything resolved, as YAML. */
  readonly resolvedYaml: string;
  readonly reportHtml: string;
}

/** Name -> text. */
export function resultFiles(result: ExperimentResult, extras: ResultExtras): ReadonlyMap<string, string> {
  return new Map([
    [RESOLVED_FILE, extras.resolvedYaml],
    ['summary.csv', csvText('summary.csv', summaryRows(result))],
    ['summary.json', readableJson(result.summary)],
    ['timeseries.csv', csvText('timeseries.csv', timeseriesRows(result))],
    ['counters.csv', csvText('counters.csv', counterRows(result))],
    ['flows.csv', csvText('flows.csv', flowRows(result))],
    ['breaks.csv', csvText('breaks.csv', breakRows(result))],
    ['backends.csv', csvText('backends.csv', backendRows(result))],
    ['machines.csv', csvText('machines.csv', machineRows(result))],
    ['forms.csv', csvText('forms.csv', formRows(result))],
    ['latency.csv', csvText('latency.csv', latencyRows(result))],
    ['events.csv', csvText('events.csv', eventRows(result))],
    ['expectations.json', readableJson(result.verdicts)],
    ['junit.xml', junitXml([result])],
    [RESULT_FILE, `${JSON.stringify(result)}\n`],
    [REPORT_FILE, extras.reportHtml],
  ]);
}

export function readableJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
