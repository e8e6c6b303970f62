/**
 * How a check can be told on stdout: one pure function for each format.
 */
import type { Colours } from '../../io.ts';
import type { RunFormat } from '../format-names.ts';
import type { CheckedScenario } from './checked-scenario.ts';
import { githubCheck } from './github-check.ts';
import { jsonCheck } from './json-check.ts';
import { junitCheck } from './junit-check.ts';
import { markdownCheck } from './markdown-check.ts';
import { textCheck, textSummary } from './text-check.ts';

type CheckFormatter = (checked: readonly CheckedScenario[], colours: Colours) => string;

export const CHECK_FORMATTERS: Readonly<Record<RunFormat, CheckFormatter>> = {
  text: (checked, colours) => textCheck(checked, colours) + textSummary(checked, colours),
  json: jsonCheck,
  junit: junitCheck,
  github: githubCheck,
  markdown: markdownCheck,
};
