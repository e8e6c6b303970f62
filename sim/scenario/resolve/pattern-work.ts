/**
 * Patterns that are no danger by themselves, but are for a target of the scenario: their work
 * grows as a power of its length.
 *
 * What chains are sent, in a run as in `spillway requests`, are the forms of the scenario and the variants that are
 * made of them, all known here; so nothing is checked while they run. A pattern is held against the longest of them as
 * it is sent. Assumption: that what rules before it add to a target, or unescape in it, changes its length by little.
 */

import { shortFlag } from '../../requests/apache/apache-flags.ts';
import { negatable } from '../../requests/apache/rewrite-engine.ts';
import type { ApacheSettings, HopSettings, NginxDirective, NginxSettings } from '../../requests/hop-settings.ts';
import { variantsOf } from '../../requests/probe/variants.ts';
import { degreeOf, matchingSteps } from '../../requests/regex/degree.ts';
import { type PcreOptions, parsePcre } from '../../requests/regex/parse-pcre.ts';
import type { Reporter } from '../document/reporter.ts';
import type { ResolvedRequestChain, ResolvedRequestForm } from '../resolved-requests.ts';

/**
 * Steps of one match. Assumption: the better part of a second. Measured with Node 20.20, at 2.8 ns a step: `^.*.*.*x$`
 * on 2,000 characters takes 3.7 s for 1.3e9 steps, `^.*.*.*.*x$` on 400 takes 3.0 s for 1.1e9.
 */
const MATCHING_STEPS_MAX = 3e8;

/** Where a pattern stands: `skipped` characters of the value are before it. */
interface PlacedPattern {
  readonly pattern: string;
  readonly options: PcreOptions;
  readonly path: readonly string[];
  readonly skipped: number;
}

interface Longest {
  readonly formId: string;
  /** `null`: the form as it is. */
  readonly variant: string | null;
  readonly length: number;
}

/** Patterns are known to be sound by now. */
export function checkPatternWork(
  forms: readonly ResolvedRequestForm[],
  chains: readonly ResolvedRequestChain[],
  reporter: Reporter,
): boolean {
  const longest = longestOf(forms);
  if (longest === null) return true;
  const placed = chains.flatMap(({ id, hops }) =>
    hops.flatMap((hop, index) => patternsOf(hop, ['chains', id, String(index)])),
  );
  return placed.map((pattern) => checkOne(pattern, longest, reporter)).every(Boolean);
}

function checkOne({ pattern, options, path, skipped }: PlacedPattern, longest: Longest, reporter: Reporter): boolean {
  const degree = degreeOf(parsePcre(pattern, options).root);
  if (matchingSteps(degree, longest.length) <= MATCHING_STEPS_MAX) return true;
  const { formId, variant, length } = longest;
  const target = `requests.${formId}.target${variant === null ? '' : ` (its variant ${variant})`}`;
  reporter.errorInText(
    path,
    skipped,
    `the pattern can take time that grows as the length of a target to the power ${degree + 1}; ${target} has ${length} characters, expected at most ${lengthMax(degree)}: anchor the pattern, use [^/]* instead of .*, or repeat at most 9 times`,
    null,
  );
  return false;
}

/** The longest text that a pattern of this degree is allowed for. */
function lengthMax(degree: number): number {
  let length = 0;
  while (matchingSteps(degree, length + 1) <= MATCHING_STEPS_MAX) length++;
  return length;
}

/** The first of the longest; `null` without forms. */
function longestOf(forms: readonly ResolvedRequestForm[]): Longest | null {
  let longest: Longest | null = null;
  for (const { id, target } of forms) {
    for (const { name, target: sent } of [{ name: null, target }, ...variantsOf(target)]) {
      if (longest === null || sent.length > longest.length) {
        longest = { formId: id, variant: name, length: sent.length };
      }
    }
  }
  return longest;
}

function patternsOf(hop: HopSettings, path: readonly string[]): PlacedPattern[] {
  switch (hop.kind) {
    case 'apache':
      return apachePatterns(hop, [...path, 'rewrites']);
    case 'nginx':
      return nginxPatterns(hop, path);
    case 'backend':
      return [];
  }
}

function apachePatterns({ rewrites }: ApacheSettings, path: readonly string[]): PlacedPattern[] {
  return rewrites.flatMap((rule, index) => {
    const at = [...path, String(index)];
    return [
      apachePattern(rule, at),
      ...rule.when.map((condition, place) => apachePattern(condition, [...at, 'when', String(place)])),
    ];
  });
}

function apachePattern(
  { match, flags }: { readonly match: string; readonly flags: readonly string[] },
  path: readonly string[],
): PlacedPattern {
  const [isNegated, pattern] = negatable(match);
  const ignoresCase = flags.map(shortFlag).includes('NC');
  return { pattern, options: { server: 'apache', ignoresCase }, path: [...path, 'match'], skipped: isNegated ? 1 : 0 };
}

function nginxPatterns({ rewrites, locations }: NginxSettings, path: readonly string[]): PlacedPattern[] {
  const own = directivePatterns(rewrites, [...path, 'rewrites']);
  const ofLocations = locations.flatMap(({ modifier, match, rewrites: inner }, index) => {
    const at = [...path, 'locations', String(index)];
    const isPattern = modifier === '~' || modifier === '~*';
    const located = isPattern ? [nginxPattern(match, modifier, [...at, 'location'], modifier.length + 1)] : [];
    return [...located, ...directivePatterns(inner, [...at, 'rewrites'])];
  });
  return [...own, ...ofLocations];
}

function directivePatterns(directives: readonly NginxDirective[], path: readonly string[]): PlacedPattern[] {
  return directives.flatMap((directive, index): PlacedPattern[] => {
    const at = [...path, String(index)];
    if (directive.kind === 'rewrite') return [nginxPattern(directive.match, '~', [...at, 'match'], 0)];
    if (directive.kind !== 'if') return [];
    const { operator, value, inner } = directive;
    const compared = operator?.includes('~') === true ? [nginxPattern(value, operator, [...at, 'value'], 0)] : [];
    return [...compared, ...directivePatterns(inner, [...at, 'do'])];
  });
}

/** @param operator with a `*` where case is ignored */
function nginxPattern(pattern: string, operator: string, path: readonly string[], skipped: number): PlacedPattern {
  return { pattern, options: { server: 'nginx', ignoresCase: operator.endsWith('*') }, path, skipped };
}
