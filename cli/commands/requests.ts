/**
 * `spillway requests`: request forms through chains of servers; what each hop makes of them, where two chains
 * differ, and what would close that.
 */
import {
  type ChainComparison,
  compareChains,
  hasDifference,
  type NamedChain,
  type SentForm,
} from '../../sim/requests/compare/compare-chains.ts';
import { probeForms } from '../../sim/requests/probe/probe-forms.ts';
import { suggestRules } from '../../sim/requests/suggest/suggest.ts';
import { loadRequests } from '../../sim/scenario/load-requests.ts';
import type { ResolvedRequests } from '../../sim/scenario/resolved-requests.ts';
import { nearest } from '../../sim/scenario/suggest.ts';
import { FAILED, HELD, WRONG_INPUT } from '../exit-codes.ts';
import type { RequestsFormat } from '../formats/format-names.ts';
import type { Colours, Io } from '../io.ts';
import { requestsCsv } from '../requests/requests-csv.ts';
import { requestsJson } from '../requests/requests-json.ts';
import { requestsMarkdown } from '../requests/requests-markdown.ts';
import type { RequestsReport } from '../requests/requests-report.ts';
import { requestsText } from '../requests/requests-text.ts';
import { problemsAsText } from '../scenario/problem-output.ts';
import { readSources } from '../scenario/read-sources.ts';
import { UserError } from '../user-error.ts';

export interface RequestsOptions {
  /** The first one is what the others are compared with. Default: all of the scenario, in its order. */
  readonly chain?: readonly string[] | undefined;
  readonly probe?: boolean | undefined;
  readonly suggest?: boolean | undefined;
  readonly set?: readonly string[] | undefined;
  readonly format: RequestsFormat;
}

/** @throws UserError */
export function requestsCommand(file: string, options: RequestsOptions, io: Io): number {
  const loaded = loadRequests(readSources(file, io.workingDirectory), options.set ?? []);
  if (!loaded.ok) {
    io.err(problemsAsText(loaded.problems, io.errColours));
    return WRONG_INPUT;
  }
  const chains = chosenChains(loaded.requests, options.chain ?? [], file);
  const forms = formsOf(loaded.requests, chains[0]!, options.probe === true, file);
  const comparison = compareChains(forms, chains);
  const report: RequestsReport = {
    name: loaded.name,
    question: loaded.question,
    comparison,
    suggestions: options.suggest === true ? suggestRules(forms, chains) : [],
  };
  io.out(WRITERS[options.format](report, io.outColours));
  return exitCodeOf(comparison);
}

function exitCodeOf({ results }: ChainComparison): number {
  return results.some(hasDifference) ? FAILED : HELD;
}

function chosenChains({ chains }: ResolvedRequests, wanted: readonly string[], file: string): readonly NamedChain[] {
  if (chains.length === 0) throw new UserError(`${file} has no chains: add them under "chains"`);
  if (wanted.length === 0) return chains;
  return [...new Set(wanted)].map((id) => {
    const chain = chains.find((known) => known.id === id);
    if (chain !== undefined) return chain;
    const ids = chains.map((known) => known.id);
    const guess = nearest(id, ids);
    throw new UserError(
      `no chain "${id}" in ${file}${guess === null ? `; there are ${ids.join(', ')}` : ` (did you mean "${guess}"?)`}`,
    );
  });
}

function formsOf({ mix }: ResolvedRequests, reference: NamedChain, withProbes: boolean, file: string): SentForm[] {
  if (mix.forms.length === 0) throw new UserError(`${file} has no request forms: add them under "requests"`);
  const forms = mix.forms.map((form): SentForm => ({ ...form, probeOf: null }));
  return withProbes ? [...forms, ...probeForms(forms, reference)] : forms;
}

const WRITERS: Readonly<Record<RequestsFormat, (report: RequestsReport, colours: Colours) => string>> = {
  text: requestsText,
  json: requestsJson,
  csv: requestsCsv,
  markdown: requestsMarkdown,
};
