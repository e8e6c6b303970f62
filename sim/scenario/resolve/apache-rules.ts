/** RewriteRules of an Apache hop: patterns, flags, variables, and where [P] may lead. */
import { isConditionFlag, isRuleFlag, RULE_FLAG_NAMES, shortFlag } from '../../requests/apache/apache-flags.ts';
import { negatable } from '../../requests/apache/rewrite-engine.ts';
import { parseSubstitution, SERVER_VARIABLES } from '../../requests/apache/substitution.ts';
import { type ApacheRule, NEXT_HOP } from '../../requests/hop-settings.ts';
import type { Reporter } from '../document/reporter.ts';
import type { DirectiveInput } from '../schema/chains.ts';
import { listWords, nearest } from '../suggest.ts';
import { checkPattern } from './rule-pattern.ts';

const NGINX_KEYS = ['set', 'to', 'if', 'op', 'value', 'do', 'return', 'break'] as const;

/** `null` after a fault, which is reported. */
export function resolveApacheRules(
  inputs: readonly DirectiveInput[],
  path: readonly string[],
  reporter: Reporter,
): ApacheRule[] | null {
  const rules = inputs.map((input, index) => resolveRule(input, [...path, String(index)], reporter));
  return rules.includes(null) ? null : (rules as ApacheRule[]);
}

function resolveRule(input: DirectiveInput, path: readonly string[], reporter: Reporter): ApacheRule | null {
  const foreign = NGINX_KEYS.find((key) => input[key] !== undefined);
  if (foreign !== undefined) {
    reporter.error([...path, foreign], `"${foreign}" is for nginx`, null, 'key');
    return null;
  }
  const { match, replace, flags = [], when = [] } = input;
  if (match === undefined || replace === undefined) {
    reporter.error(path, 'a rule needs "match" and "replace" ("-" replaces nothing)');
    return null;
  }
  const checks = [
    checkOne(match, flags, [...path, 'match'], reporter),
    checkFlags(flags, isRuleFlag, RULE_FLAG_NAMES, [...path, 'flags'], reporter),
    checkText(replace, [...path, 'replace'], reporter),
    checkProxied(replace, flags, [...path, 'replace'], reporter),
    ...when.flatMap((condition, index) => {
      const at = [...path, 'when', String(index)];
      return [
        checkText(condition.test, [...at, 'test'], reporter),
        checkOne(condition.match, condition.flags ?? [], [...at, 'match'], reporter),
        checkFlags(condition.flags ?? [], isConditionFlag, ['NC', 'OR'], [...at, 'flags'], reporter),
      ];
    }),
  ];
  if (checks.includes(false)) return null;
  return {
    match,
    replace,
    flags: flags.map(shortFlag),
    when: when.map((condition) => ({ ...condition, flags: (condition.flags ?? []).map(shortFlag) })),
  };
}

function checkOne(match: string, flags: readonly string[], path: readonly string[], reporter: Reporter): boolean {
  const [isNegated, pattern] = negatable(match);
  const options = { server: 'apache', ignoresCase: flags.map(shortFlag).includes('NC') } as const;
  return checkPattern(pattern, options, path, reporter, isNegated ? 1 : 0) !== null;
}

function checkFlags(
  flags: readonly string[],
  isKnown: (flag: string) => boolean,
  names: readonly string[],
  path: readonly string[],
  reporter: Reporter,
): boolean {
  const unknown = flags.findIndex((flag) => !isKnown(flag));
  if (unknown < 0) return true;
  const flag = flags[unknown]!;
  reporter.error(
    [...path, String(unknown)],
    `no flag that is modelled: "${flag}"; there are ${names.join(', ')}`,
    nearest(flag, names),
  );
  return false;
}

function checkText(text: string, path: readonly string[], reporter: Reporter): boolean {
  const map = text.indexOf('${');
  if (map >= 0) {
    reporter.errorInText(path, map, 'maps (RewriteMap) are not modelled', null);
    return false;
  }
  const known: readonly string[] = SERVER_VARIABLES;
  for (const part of parseSubstitution(text)) {
    if (part.kind !== 'variable' || known.includes(part.name)) continue;
    const at = text.indexOf(`%{${part.name}}`);
    reporter.errorInText(
      path,
      at,
      `unknown variable %{${part.name}}; there are ${listWords(known, 'and')}`,
      nearest(part.name, known),
    );
    return false;
  }
  return true;
}

/** What [P] sends must go to the next hop: a chain has no other one. */
function checkProxied(replace: string, flags: readonly string[], path: readonly string[], reporter: Reporter): boolean {
  const leads = [`${NEXT_HOP}/`, `${NEXT_HOP}%{REQUEST_URI}`].some((start) => replace.startsWith(start));
  if (!flags.map(shortFlag).includes('P') || leads) return true;
  reporter.error(path, `a rule with [P] replaces by ${NEXT_HOP}/ and a path; got "${replace}"`);
  return false;
}
