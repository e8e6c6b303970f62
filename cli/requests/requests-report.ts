/**
 * What `spillway requests` found, before it is written in any format.
 */
import type { ChainComparison, FormResult } from '../../sim/requests/compare/compare-chains.ts';
import { type DifferenceKind, matters } from '../../sim/requests/compare/difference.ts';
import type { ChainSuggestions } from '../../sim/requests/suggest/suggest.ts';

export interface RequestsReport {
  /** Of the scenario. */
  readonly name: string;
  readonly question: string | null;
  readonly comparison: ChainComparison;
  /** For each chain but the first, where they were asked for. */
  readonly suggestions: readonly ChainSuggestions[];
}

/** What a difference is called where there is room for a word. */
export const DIFFERENCE_WORDS: Readonly<Record<DifferenceKind, string>> = {
  none: 'same',
  status: 'another status',
  meaning: 'another meaning, silently',
  refusal: 'refused otherwise',
};

/** One sentence for each chain that is compared, and one for expectations that are not met. */
export function summaryLines({ comparison: { chainIds, results } }: RequestsReport): string[] {
  const [reference, ...others] = chainIds;
  const lines = others.map((id, index) => `${id} against ${reference}: ${differencesText(results, index + 1)}.`);
  const unmet = results.filter((result) => result.unmet.some((words) => words !== null));
  if (unmet.length > 0) lines.push(`Not as expected: ${countOfForms(unmet)}.`);
  return lines;
}

function differencesText(results: readonly FormResult[], chain: number): string {
  const differing = results.filter(({ differences }) => matters(differences[chain]!.kind));
  if (differing.length === 0) return `no difference in ${countOfForms(results)}`;
  const byStatus = differing.filter(({ differences }) => differences[chain]!.kind === 'status').length;
  const silent = differing.length - byStatus;
  return `${differing.length} of ${countOfForms(results)} differ (${shareText(differing)} of the requests): ${byStatus} in status, ${silent} in meaning behind one status`;
}

function countOfForms(results: readonly FormResult[]): string {
  const probes = results.filter(({ form }) => form.probeOf !== null).length;
  const forms = results.length - probes;
  const words = `${forms} form${forms === 1 ? '' : 's'}`;
  return probes === 0 ? words : `${words} and ${probes} probes`;
}

/** `3.5%` */
function shareText(results: readonly FormResult[]): string {
  return percentText(results.reduce((sum, { form }) => sum + form.share, 0));
}

export function percentText(share: number): string {
  return `${Number((share * 100).toPrecision(4))}%`;
}

/** `200 backend /api/v1/users?limit=1`, `301 nginx to /api/`. */
export function answerText({ status, answeredBy, backendSaw, location }: FormResult['answers'][number]): string {
  const where = location !== null ? ` to ${location}` : backendSaw !== null ? ` ${backendSaw}` : '';
  return `${status} ${answeredBy}${where}`;
}

/** Worst first: of all chains that are compared. */
export function worstKind({ differences }: FormResult): DifferenceKind {
  const order: readonly DifferenceKind[] = ['status', 'meaning', 'refusal'];
  return order.find((kind) => differences.some((difference) => difference.kind === kind)) ?? 'none';
}
