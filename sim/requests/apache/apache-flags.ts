/**
 * Flags of RewriteRule and RewriteCond, with their short and long names (Apache documentation, "RewriteRule Flags").
 */

export interface RuleFlags {
  readonly isProxied: boolean;
  /** L, or END: without a per-directory context they are the same. */
  readonly isLast: boolean;
  readonly passesThrough: boolean;
  readonly appendsQuery: boolean;
  readonly discardsQuery: boolean;
  readonly splitsAtLastMark: boolean;
  readonly isNotEscaped: boolean;
  readonly escapesBackreferences: boolean;
  /** A blank as `%20` and not `+`. */
  readonly hasNoPlus: boolean;
  readonly ignoresCase: boolean;
  readonly allows3F: boolean;
  readonly isForbidden: boolean;
  readonly isGone: boolean;
  /** Status of R, 0 without it; from 400 on the request is refused with it. */
  readonly redirect: number;
}

const SHORT: Readonly<Record<string, string>> = {
  proxy: 'P',
  last: 'L',
  end: 'END',
  passthrough: 'PT',
  qsappend: 'QSA',
  qsdiscard: 'QSD',
  qslast: 'QSL',
  noescape: 'NE',
  backrefnoplus: 'BNP',
  nocase: 'NC',
  forbidden: 'F',
  gone: 'G',
  redirect: 'R',
  ornext: 'OR',
};

const RULE_FLAGS = ['P', 'L', 'END', 'PT', 'QSA', 'QSD', 'QSL', 'NE', 'B', 'BNP', 'NC', 'UnsafeAllow3F', 'F', 'G', 'R'];
export const CONDITION_FLAGS: readonly string[] = ['NC', 'OR'];

/** In its short form, with its value: `R=301`. */
export function shortFlag(flag: string): string {
  const [name, ...value] = flag.split('=');
  return [SHORT[name!.toLowerCase()] ?? name!, ...value].join('=');
}

/** Names for a message: what a rule may say. */
export const RULE_FLAG_NAMES: readonly string[] = RULE_FLAGS;

export function isRuleFlag(flag: string): boolean {
  const short = shortFlag(flag);
  return RULE_FLAGS.includes(short) || /^R=[345]\d\d$/.test(short) || short === 'R=temp' || short === 'R=permanent';
}

export function isConditionFlag(flag: string): boolean {
  return CONDITION_FLAGS.includes(shortFlag(flag));
}

export function ruleFlags(flags: readonly string[]): RuleFlags {
  const given = flags.map(shortFlag);
  const has = (name: string): boolean => given.includes(name);
  return {
    isProxied: has('P'),
    isLast: has('L') || has('END'),
    passesThrough: has('PT'),
    // QSA with QSD: the request's query is gone before it could be appended.
    appendsQuery: has('QSA'),
    discardsQuery: has('QSD'),
    splitsAtLastMark: has('QSL'),
    isNotEscaped: has('NE'),
    escapesBackreferences: has('B'),
    hasNoPlus: has('BNP'),
    ignoresCase: has('NC'),
    allows3F: has('UnsafeAllow3F'),
    isForbidden: has('F'),
    isGone: has('G'),
    redirect: redirectStatus(given.find((flag) => flag === 'R' || flag.startsWith('R='))),
  };
}

function redirectStatus(flag: string | undefined): number {
  if (flag === undefined) return 0;
  const value = flag.slice(2);
  if (value === 'permanent') return 301;
  return value === '' || value === 'temp' ? 302 : Number(value);
}
