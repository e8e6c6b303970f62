/**
 * How a run can be told on stdout: one pure function for each format.
 */
import type { Colours } from '../io.ts';
import { junitXml } from '../results/junit-xml.ts';
import type { FinishedRun } from './finished-run.ts';
import type { RunFormat } from './format-names.ts';
import { githubFormat } from './github-format.ts';
import { jsonFormat } from './json-format.ts';
import { markdownFormat } from './markdown-format.ts';
import { textFormat } from './text-format.ts';

type RunFormatter = (runs: readonly FinishedRun[], colours: Colours) => string;

export const RUN_FORMATTERS: Readonly<Record<RunFormat, RunFormatter>> = {
  text: textFormat,
  json: jsonFormat,
  junit: (runs) => junitXml(runs.map((run) => run.result)),
  github: githubFormat,
  markdown: markdownFormat,
};

/**
 * Where several scenarios make one document, or share a limit, it is written at the end;
 * the others as each scenario ends.
 */
export function isWrittenOneByOne(format: RunFormat): boolean {
  return format !== 'json' && format !== 'junit' && format !== 'github';
}
