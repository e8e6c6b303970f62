/**
 * A set of request forms sent through several chains, each chain held against the first one, and
 * against what the author expects.
 */
import { type Chain, type ChainAnswer, compileChain } from '../chain.ts';
import type { RequestForm } from '../hop.ts';
import type { HopSettings } from '../hop-settings.ts';
import { type Difference, differenceOf, matters } from './difference.ts';

export interface NamedChain {
  readonly id: string;
  readonly hops: readonly HopSettings[];
}

export interface SentForm extends RequestForm {
  readonly id: string;
  /** Of all requests: 0 .. 1; 0 for a probe. */
  readonly share: number;
  /** The form of the mix that a probe was derived from; `null` for a form of the mix. */
  readonly probeOf: string | null;
  /** `null` where nothing is expected. */
  readonly expect: { readonly status: number | null; readonly saw: string | null };
}

export interface FormResult {
  readonly form: SentForm;
  /** In the order of the chains. */
  readonly answers: readonly ChainAnswer[];
  /** From the first chain, in the order of the chains; that of the first one is `none`. */
  readonly differences: readonly Difference[];
  /** What is not as the author expects it, in words, by chain; `null` where it is. */
  readonly unmet: readonly (string | null)[];
}

export interface ChainComparison {
  readonly chainIds: readonly string[];
  /** In the order of the forms. */
  readonly results: readonly FormResult[];
}

export function compareChains(forms: readonly SentForm[], chains: readonly NamedChain[]): ChainComparison {
  const compiled = chains.map(({ hops }) => compileChain(hops));
  return { chainIds: chains.map(({ id }) => id), results: forms.map((form) => resultOf(form, compiled)) };
}

function resultOf(form: SentForm, chains: readonly Chain[]): FormResult {
  const answers = chains.map((send) => send(form));
  return {
    form,
    answers,
    differences: answers.map((answer) => differenceOf(answers[0]!, answer)),
    unmet: answers.map((answer) => unmetBy(answer, form)),
  };
}

/** `null` when the answer is as expected. */
export function unmetBy({ status, backendSaw }: ChainAnswer, { expect }: SentForm): string | null {
  if (expect.status !== null && status !== expect.status) return `expected ${expect.status}, got ${status}`;
  if (expect.saw === null || backendSaw === expect.saw) return null;
  return backendSaw === null
    ? `the backend was to see ${expect.saw}`
    : `the backend was to see ${expect.saw}, it saw ${backendSaw}`;
}

/** Whether anything differs that somebody is served, or is not as expected. */
export function hasDifference({ differences, unmet }: FormResult): boolean {
  return differences.some(({ kind }) => matters(kind)) || unmet.some((words) => words !== null);
}
