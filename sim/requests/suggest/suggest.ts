/**
 * Looks for changes of a chain that make it do what another one does: each is tried on the whole set of forms, none is believed.
 *
 * Search: for each form that differs, every single change, else every pair; then one set of changes for all, built up greedily. The best is the
 * one that makes the fewest other forms differ, closes the most, needs no caution, and touches the fewest others.
 */
import { type ChainAnswer, compileChain } from '../chain.ts';
import { type NamedChain, type SentForm, unmetBy } from '../compare/compare-chains.ts';
import { differenceOf, matters } from '../compare/difference.ts';
import type { HopSettings } from '../hop-settings.ts';
import { apacheCandidates } from './apache-candidates.ts';
import { type Change, settingLines, withChanges } from './change.ts';
import { type Candidate, nginxCandidates } from './nginx-candidates.ts';

export interface Suggestion {
  /** In the order in which they belong into the configuration. */
  readonly changes: readonly Change[];
  /** Ids of forms. */
  readonly closes: readonly string[];
  /** Forms that were the same and then differ. */
  readonly breaks: readonly string[];
  /** Other forms that are answered otherwise than before. */
  readonly alsoChanges: readonly string[];
  /** Forms that still differ. */
  readonly leaves: readonly string[];
}

export interface ChainSuggestions {
  readonly chainId: string;
  /** The first chain, or `expected` where there is one chain only. */
  readonly referenceId: string;
  /** Each closes at least one form that those before it do not. */
  readonly each: readonly Suggestion[];
  /** Forms for which nothing was found. */
  readonly unsolved: readonly string[];
  /** One set for all that can be closed; `null` where one suggestion does it, or there is none. */
  readonly together: Suggestion | null;
}

/** More rules than this at a time are a new design and no fix. */
const TOGETHER_MAX = 6;

/** For each chain but the first; for the only one, by what its forms expect. */
export function suggestRules(forms: readonly SentForm[], chains: readonly NamedChain[]): ChainSuggestions[] {
  const [first, ...others] = chains;
  if (first === undefined) return [];
  if (others.length === 0) {
    const isMet = (index: number, answer: ChainAnswer): boolean => unmetBy(answer, forms[index]!) === null;
    return [suggestFor(new Trial(first.hops, forms, isMet, []), first.id, 'expected')];
  }
  const reference = compileChain(first.hops);
  const wanted = forms.map((form) => reference(form));
  const isMet = (index: number, answer: ChainAnswer): boolean => !matters(differenceOf(wanted[index]!, answer).kind);
  return others.map(({ id, hops }) => suggestFor(new Trial(hops, forms, isMet, wanted), id, first.id));
}

function suggestFor(trial: Trial, chainId: string, referenceId: string): ChainSuggestions {
  const each: Suggestion[] = [];
  const unsolved: string[] = [];
  const closed = new Set<string>();
  for (const index of trial.open) {
    const { id } = trial.forms[index]!;
    if (closed.has(id)) continue;
    const best = trial.bestFor(index, []);
    if (best === null) {
      unsolved.push(id);
      continue;
    }
    each.push(best);
    for (const form of best.closes) closed.add(form);
  }
  return { chainId, referenceId, each, unsolved, together: each.length > 1 ? allTogether(trial) : null };
}

/** Adds what closes the next open form until none is left that can be closed. */
function allTogether(trial: Trial): Suggestion | null {
  let found: Suggestion | null = null;
  for (let index = 0; index < trial.open.length; index++) {
    const form = trial.forms[trial.open[index]!]!;
    if (found?.closes.includes(form.id)) continue;
    const changes: readonly Change[] = found?.changes ?? [];
    const next = trial.bestFor(trial.open[index]!, changes);
    const isBetter =
      next !== null &&
      next.closes.length > (found?.closes.length ?? 0) &&
      next.breaks.length <= (found?.breaks.length ?? 0);
    if (isBetter && next.changes.length <= TOGETHER_MAX) found = next;
  }
  return found;
}

/** One chain under trial. */
class Trial {
  readonly forms: readonly SentForm[];
  /** Indexes of the forms that are not as wanted. */
  readonly open: readonly number[];
  readonly #hops: readonly HopSettings[];
  readonly #isMet: (index: number, answer: ChainAnswer) => boolean;
  readonly #before: readonly ChainAnswer[];
  readonly #candidates: readonly Change[];

  constructor(
    hops: readonly HopSettings[],
    forms: readonly SentForm[],
    isMet: (index: number, answer: ChainAnswer) => boolean,
    wanted: readonly ChainAnswer[],
  ) {
    this.#hops = hops;
    this.forms = forms;
    this.#isMet = isMet;
    const send = compileChain(hops);
    this.#before = forms.map((form) => send(form));
    this.open = this.#before.flatMap((answer, index) => (isMet(index, answer) ? [] : [index]));
    const refusals = this.open.map((index) => wanted[index]?.status ?? 0).filter((status) => status >= 400);
    this.#candidates = candidatesFor(
      hops,
      [...new Set(refusals)].sort((a, b) => a - b),
    );
  }

  /** The best way to close a form with one or two more changes than `base`; `null` where none does. */
  bestFor(index: number, base: readonly Change[]): Suggestion | null {
    const singles = this.#candidates.map((candidate) => [...base, candidate]);
    return this.#best(index, singles) ?? this.#best(index, this.#pairs(base));
  }

  *#pairs(base: readonly Change[]): Generator<readonly Change[]> {
    for (const first of this.#candidates) {
      for (const second of this.#candidates) if (first !== second) yield [...base, first, second];
    }
  }

  #best(index: number, tries: Iterable<readonly Change[]>): Suggestion | null {
    let best: Suggestion | null = null;
    for (const changes of tries) {
      const send = compileChain(withChanges(this.#hops, changes));
      if (!this.#isMet(index, send(this.forms[index]!))) continue;
      const suggestion = this.#judged(
        changes,
        this.forms.map((form) => send(form)),
      );
      if (best === null || isBetter(suggestion, best)) best = suggestion;
    }
    return best;
  }

  #judged(changes: readonly Change[], after: readonly ChainAnswer[]): Suggestion {
    const ids = (holds: (wasMet: boolean, isMet: boolean, index: number) => boolean): string[] =>
      this.forms.flatMap(({ id }, index) =>
        holds(this.#isMet(index, this.#before[index]!), this.#isMet(index, after[index]!), index) ? [id] : [],
      );
    const isOther = (index: number): boolean => !isSameAnswer(this.#before[index]!, after[index]!);
    return {
      changes,
      closes: ids((wasMet, isMet) => !wasMet && isMet),
      breaks: ids((wasMet, isMet) => wasMet && !isMet),
      alsoChanges: ids((wasMet, isMet, index) => wasMet === isMet && isOther(index)),
      leaves: ids((wasMet, isMet) => !wasMet && !isMet),
    };
  }
}

function isSameAnswer(a: ChainAnswer, b: ChainAnswer): boolean {
  return (
    a.status === b.status && a.answeredBy === b.answeredBy && a.backendSaw === b.backendSaw && a.location === b.location
  );
}

/** The earlier of equals stays. */
function isBetter(a: Suggestion, b: Suggestion): boolean {
  const rank = ({ changes, closes, breaks, alsoChanges }: Suggestion): number[] => [
    breaks.length,
    -closes.length,
    changes.filter(({ caution }) => caution !== null).length,
    alsoChanges.length,
  ];
  const [ranksA, ranksB] = [rank(a), rank(b)];
  const at = ranksA.findIndex((value, place) => value !== ranksB[place]);
  return at >= 0 && ranksA[at]! < ranksB[at]!;
}

function candidatesFor(hops: readonly HopSettings[], refusals: readonly number[]): Change[] {
  return hops.flatMap((hop, hopIndex): Change[] => {
    if (hop.kind === 'backend') return [];
    const candidates: readonly Candidate[] =
      hop.kind === 'nginx' ? nginxCandidates(hop, refusals) : apacheCandidates(hop, refusals);
    return candidates.map(({ title, setting, caution }) => ({
      hopIndex,
      hop: hop.name,
      server: hop.kind,
      title,
      setting,
      lines: settingLines(hop.kind, setting),
      caution,
    }));
  });
}
