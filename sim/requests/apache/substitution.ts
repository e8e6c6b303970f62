/**
 * The replacement of a RewriteRule: text with backreferences to the rule (`$1`) and its last
 * condition (`%1`) and server variables.
 *
 * Source: httpd 2.4, modules/mappers/mod_rewrite.c, do_expand and escape_backref. Maps
 * (`${name:key}`) are not modelled.
 */
import { escaped, isAlphanumeric } from '../percent-coding.ts';
import type { RuleFlags } from './apache-flags.ts';

export type SubstitutionPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'rule' | 'condition'; readonly group: number }
  | { readonly kind: 'variable'; readonly name: string };

export interface SubstitutionContext {
  /** Groups of the rule and of the last condition that matched, by number; empty where there are none. */
  readonly rule: readonly string[];
  readonly condition: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
}

export interface Substituted {
  readonly text: string;
  /** The first `?` was brought by the request and not written by the rule. */
  readonly isFirstMarkForeign: boolean;
}

/** What a rule may ask for of the request. */
export const SERVER_VARIABLES = ['REQUEST_URI', 'QUERY_STRING', 'THE_REQUEST', 'REQUEST_METHOD'] as const;

export function parseSubstitution(source: string): SubstitutionPart[] {
  const parts: SubstitutionPart[] = [];
  const pieces = source.matchAll(/\\([\s\S])|\$(\d)|%(\d)|%\{(\w+)\}|([^\\$%]+|[\s\S])/g);
  for (const [, literal, rule, condition, name, text] of pieces) {
    if (rule !== undefined) parts.push({ kind: 'rule', group: Number(rule) });
    else if (condition !== undefined) parts.push({ kind: 'condition', group: Number(condition) });
    else if (name !== undefined) parts.push({ kind: 'variable', name });
    else parts.push({ kind: 'text', text: (literal ?? text)! });
  }
  return parts;
}

/** `flags`: of the rule; `null` for the test of a condition, in which nothing is escaped. */
export function substitute(
  parts: readonly SubstitutionPart[],
  context: SubstitutionContext,
  flags: RuleFlags | null,
): Substituted {
  let text = '';
  let isFirstMarkForeign = false;
  for (const part of parts) {
    const piece = pieceOf(part, context, flags);
    if (!text.includes('?') && piece.includes('?')) isFirstMarkForeign = part.kind !== 'text';
    text += piece;
  }
  return { text, isFirstMarkForeign };
}

function pieceOf(part: SubstitutionPart, context: SubstitutionContext, flags: RuleFlags | null): string {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'variable':
      return context.variables[part.name] ?? '';
    case 'condition':
      return context.condition[part.group] ?? '';
    case 'rule': {
      const group = context.rule[part.group] ?? '';
      return flags?.escapesBackreferences === true ? escapeBackreference(group, flags.hasNoPlus) : group;
    }
  }
}

/** [B]: everything but letters, digits and `_`; in lower case, unlike mod_proxy. */
function escapeBackreference(text: string, hasNoPlus: boolean): string {
  let out = '';
  for (let at = 0; at < text.length; at++) {
    const byte = text.charCodeAt(at);
    if (isAlphanumeric(byte) || byte === 95) out += text[at];
    else out += byte === 32 && !hasNoPlus ? '+' : escaped(byte).toLowerCase();
  }
  return out;
}
