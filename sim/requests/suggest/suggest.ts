/**
 * Looks for changes of a chain that make it do what another one does: each is tried on the whole
 * set of forms, none is believed.
 *
 * Search: for each form that differs, every single change, else every pair; then one set of changes for all, built up
 * greedily. `suggestion.ts` says which of two is the better one.
 */
import { type ChainAnswer, compileChain } from '../chain.ts';
import { type NamedChain, type SentForm, unmetBy } from '../compare/compare-chains.ts';
import { differenceOf, matters } from '../compare/difference.ts';
import type { HopSettings } from '../hop-settings.ts';
import { apacheCandidates } from './apache-candidates.ts';
import { type Change, settingLines, withChanges } from './change.ts';
import { type Candidate, nginxCandidates } from './nginx-candidates.ts';
import { CAREFUL, GAINFUL, isBetter, type Rank, type Suggestion } from './suggestion.ts';

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
    const best = trial.bestFor(index, [], CAREFUL);
    if (best === null) {
      unsolved.push(id);
      continue;
    }
    each.push(best);
    for (const form of best.closes) closed.add(form);
  }
  return { chainId, referenceId, each, unsolved, together: each.length > 1 ? allTogether(trial) : null };
}

/** Adds what closes one more form, or what an earlier change broke, until nothing is gained. */
function allTogether(trial: Trial): Suggestion | null {
  let found: Suggestion | null = null;
  const todo = [...trial.open];
  const tried = new Set<number>();
  while (todo.length > 0) {
    const index = todo.shift()!;
    const { id } = trial.forms[index]!;
    if (tried.has(index) || found?.closes.includes(id)) continue;
    tried.add(index);
    const next = trial.bestFor(index, found?.changes ?? [], GAINFUL);
    if (next === null || next.changes.length > TOGETHER_MAX) continue;
    if (gainOf(next) <= (found === null ? 0 : gainOf(found))) continue;
    found = next;
    todo.push(...trial.forms.flatMap((form, place) => (next.breaks.includes(form.id) ? [place] : [])));
  }
  return found;
}

/** How many forms fewer differ. */
function gainOf({ closes, breaks }: Suggestion): number {
  return closes.length - breaks.length;
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
    const refusals = wanted.map(({ status }) => status).filter((status) => status >= 400);
    this.#candidates = candidatesFor(
      hops,
      [...new Set(refusals)].sort((a, b) => a - b),
    );
  }

  /** The best way to close a form with one or two more changes than `base`; `null` where none does. */
  bestFor(index: number, base: readonly Change[], rank: Rank): Suggestion | null {
    const singles = this.#candidates.map((candidate) => [...base, candidate]);
    return this.#best(index, singles, rank) ?? this.#best(index, this.#pairs(base), rank);
  }

  *#pairs(base: readonly Change[]): Generator<readonly Change[]> {
    for (const first of this.#candidates) {
      for (const second of this.#candidates) if (first !== second) yield [...base, first, second];
    }
  }

  #best(index: number, tries: Iterable<readonly Change[]>, rank: Rank): Suggestion | null {
    let best: Suggestion | null = null;
    for (const changes of tries) {
      const send = compileChain(withChanges(this.#hops, changes));
      if (!this.#isMet(index, send(this.forms[index]!))) continue;
      const suggestion = this.#judged(
        changes,
        this.forms.map((form) => send(form)),
      );
      if (best === null || isBetter(suggestion, best, rank)) best = suggestion;
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
