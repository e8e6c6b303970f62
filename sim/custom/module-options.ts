/**
 * The options of a module: what a scenario gives, against the rules that the module declares, with defaults filled in.
 */
import { listWords, nearest } from '../scenario/suggest.ts';
import { returnedText } from './module-fault.ts';
import type { CustomModule } from './module-kinds.ts';
import type { OptionRule, OptionValue } from './policy-interface.ts';

export type OptionValues = Readonly<Record<string, OptionValue>>;

export interface OptionFault {
  readonly option: string;
  readonly message: string;
  readonly suggestion: string | null;
}

/** In the order of the rules. */
export function resolveOptions(
  module: CustomModule,
  given: OptionValues,
): { readonly options: OptionValues; readonly faults: readonly OptionFault[] } {
  const rules = module.options ?? {};
  const faults: OptionFault[] = [];
  for (const [option, value] of Object.entries(given)) {
    const rule = Object.hasOwn(rules, option) ? rules[option]! : null;
    if (rule === null) faults.push(unknownOption(module, option, Object.keys(rules)));
    else if (!isAllowed(rule, value)) {
      faults.push({ option, message: `expected ${formOf(rule)}; got ${returnedText(value)}`, suggestion: null });
    }
  }
  const options = Object.fromEntries(
    Object.entries(rules).map(([option, rule]) => [
      option,
      Object.hasOwn(given, option) ? given[option]! : rule.default,
    ]),
  );
  return { options, faults };
}

function unknownOption({ name }: CustomModule, option: string, known: readonly string[]): OptionFault {
  const there = known.length === 0 ? 'has no options' : `has ${listWords(known, 'and')}`;
  return { option, message: `unknown option; ${name} ${there}`, suggestion: nearest(option, known) };
}

function isAllowed(rule: OptionRule, value: OptionValue): boolean {
  if (typeof value !== typeof rule.default) return false;
  if (typeof value === 'number') return value >= (rule.min ?? -Infinity) && value <= (rule.max ?? Infinity);
  return typeof value !== 'string' || rule.oneOf === undefined || rule.oneOf.includes(value);
}

function formOf({ default: value, min, max, oneOf }: OptionRule): string {
  if (typeof value === 'boolean') return 'true or false';
  if (typeof value === 'string') return oneOf === undefined ? 'a text' : `one of ${oneOf.join(', ')}`;
  if (min !== undefined && max !== undefined) return `a number from ${min} to ${max}`;
  if (min !== undefined) return `a number of at least ${min}`;
  return max === undefined ? 'a number' : `a number of at most ${max}`;
}
