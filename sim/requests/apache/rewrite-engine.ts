/**
 * The RewriteRules of a server, run over a request in order.
 *
 * Source: httpd 2.4, modules/mappers/mod_rewrite.c (apply_rewrite_list, apply_rewrite_rule, splitout_queryargs,
 * hook_uri2file); documentation, mod_rewrite and "RewriteRule Flags". Left out: per-directory rules, maps, environment,
 * cookies, and the flags C, E, N, S, T.
 */

import type { HopStep } from '../hop.ts';
import type { ApacheRule } from '../hop-settings.ts';
import { compilePattern, type Pattern } from '../regex/pattern.ts';
import { type RuleFlags, ruleFlags, shortFlag } from './apache-flags.ts';
import { ruleText } from './directive-text.ts';
import { parseSubstitution, type SubstitutionContext, type SubstitutionPart, substitute } from './substitution.ts';

export interface RewriteInput {
  readonly method: string;
  /** As sent. */
  readonly target: string;
  /** Decoded and normalised. */
  readonly path: string;
  readonly query: string | null;
}

export type RewriteResult =
  /** No rule replaced anything: the next module sees the request as it was. */
  | { readonly kind: 'untouched'; readonly query: string | null }
  /** [PT]: the next module sees this path. */
  | { readonly kind: 'passedThrough'; readonly path: string; readonly query: string | null }
  /** A path that is now the name of a file. */
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'proxied'; readonly url: string; readonly query: string | null; readonly isNotEscaped: boolean }
  | {
      readonly kind: 'redirected';
      readonly status: number;
      readonly url: string;
      readonly query: string | null;
      readonly isNotEscaped: boolean;
    }
  | { readonly kind: 'refused'; readonly status: number; readonly reason: string };

interface Rule {
  readonly pattern: Pattern;
  readonly isNegated: boolean;
  readonly replace: readonly SubstitutionPart[] | null;
  readonly flags: RuleFlags;
  readonly when: readonly Condition[];
  readonly did: string;
}

interface Condition {
  readonly test: readonly SubstitutionPart[];
  readonly pattern: Pattern;
  readonly isNegated: boolean;
  readonly isOr: boolean;
}

/** A request under way: what it is called now, and its query. */
interface State {
  uri: string;
  query: string | null;
}

export type RewriteEngine = (input: RewriteInput, steps: HopStep[]) => RewriteResult;

/** @throws RegexFault */
export function compileRules(rules: readonly ApacheRule[], guardsQuestionMarks: boolean): RewriteEngine {
  const compiled = rules.map(compileRule);
  return (input, steps) => {
    const state: State = { uri: input.path, query: input.query };
    let isTouched = false;
    for (const rule of compiled) {
      const groups = matchOf(rule, state, input);
      if (groups === null) continue;
      const status = refusalOf(rule.flags);
      if (status !== 0) return { kind: 'refused', status, reason: rule.did };
      if (rule.replace === null) {
        if (rule.flags.isLast) break;
        continue;
      }
      const { text, isFirstMarkForeign } = substitute(rule.replace, groups, rule.flags);
      if (guardsQuestionMarks && !rule.flags.allows3F && isFirstMarkForeign && /%3f/i.test(input.target)) {
        return { kind: 'refused', status: 403, reason: 'an encoded question mark would become one (UnsafeAllow3F)' };
      }
      splitQuery(text, state, rule.flags);
      isTouched = true;
      steps.push({ did: rule.did, path: state.uri, query: state.query });
      const ended = endOf(rule.flags, state);
      if (ended !== null) return ended;
      if (rule.flags.isLast) break;
    }
    if (isTouched) return { kind: 'file', path: state.uri };
    return { kind: 'untouched', query: state.query };
  };
}

/** R with a status that is no redirect: the substitution is dropped (documentation, "RewriteRule Flags"). */
function refusalOf({ isForbidden, isGone, redirect }: RuleFlags): number {
  if (isForbidden) return 403;
  if (isGone) return 410;
  return redirect >= 400 ? redirect : 0;
}

function endOf(flags: RuleFlags, { uri, query }: State): RewriteResult | null {
  const { isNotEscaped } = flags;
  if (flags.isProxied) return { kind: 'proxied', url: uri, query, isNotEscaped };
  if (flags.redirect !== 0) return { kind: 'redirected', status: flags.redirect, url: uri, query, isNotEscaped };
  if (/^[a-z]+:\/\//i.test(uri)) return { kind: 'redirected', status: 302, url: uri, query, isNotEscaped };
  return flags.passesThrough ? { kind: 'passedThrough', path: uri, query } : null;
}

function compileRule(rule: ApacheRule): Rule {
  const flags = ruleFlags(rule.flags);
  const [isNegated, match] = negatable(rule.match);
  return {
    pattern: compilePattern(match, { server: 'apache', ignoresCase: flags.ignoresCase }),
    isNegated,
    replace: rule.replace === '-' ? null : parseSubstitution(rule.replace),
    flags,
    when: rule.when.map((condition) => {
      const given = condition.flags.map(shortFlag);
      const [isNot, wanted] = negatable(condition.match);
      return {
        test: parseSubstitution(condition.test),
        pattern: compilePattern(wanted, { server: 'apache', ignoresCase: given.includes('NC') }),
        isNegated: isNot,
        isOr: given.includes('OR'),
      };
    }),
    did: ruleText(rule),
  };
}

/** A pattern with the `!` before it taken off. */
export function negatable(match: string): [isNegated: boolean, pattern: string] {
  return match.startsWith('!') ? [true, match.slice(1)] : [false, match];
}

/** The groups for the replacement; `null` where the rule does not apply. */
function matchOf(rule: Rule, state: State, input: RewriteInput): SubstitutionContext | null {
  const found = rule.pattern.match(state.uri);
  if ((found === null) !== rule.isNegated) return null;
  let context: SubstitutionContext = { rule: found ?? [], condition: [], variables: variablesOf(state, input) };
  let mayHold = false;
  for (const condition of rule.when) {
    const matched: readonly string[] | null = mayHold
      ? null
      : condition.pattern.match(substitute(condition.test, context, null).text);
    const holds: boolean = mayHold || (matched !== null) !== condition.isNegated;
    if (matched !== null && !condition.isNegated) context = { ...context, condition: matched };
    if (!condition.isOr && !holds) return null;
    mayHold = condition.isOr && holds;
  }
  return context;
}

function variablesOf({ query }: State, { method, target, path }: RewriteInput): Readonly<Record<string, string>> {
  return {
    REQUEST_URI: path,
    QUERY_STRING: query ?? '',
    THE_REQUEST: `${method} ${target} HTTP/1.1`,
    REQUEST_METHOD: method,
  };
}

/** splitout_queryargs: a `?` in the result replaces the request's query, unless QSA appends that. */
function splitQuery(text: string, state: State, flags: RuleFlags): void {
  if (flags.discardsQuery) state.query = null;
  const mark = flags.splitsAtLastMark ? text.lastIndexOf('?') : text.indexOf('?');
  state.uri = mark < 0 ? text : text.slice(0, mark);
  if (mark < 0) return;
  const own = text.slice(mark + 1);
  if (!flags.appendsQuery) state.query = own;
  else if (own !== '') state.query = `${own}&${state.query ?? ''}`;
  // A lone & leaves an empty query, which is still one.
  if (state.query !== null) state.query = state.query === '' ? null : state.query.replace(/&$/, '');
}
