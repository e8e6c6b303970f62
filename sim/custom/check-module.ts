/**
 * Whether the default export of a module is what `spillway/policy` asks for: every fault in
 * words that say what was expected.
 */
import { nearest } from '../scenario/suggest.ts';
import { returnedText } from './module-fault.ts';
import { type CustomModule, MODULE_KINDS } from './module-kinds.ts';

/** Starts with a letter; no two marks together: it becomes part of a stream's name, a cell and a legend. */
const NAME_PATTERN = /^(?=.{1,63}$)[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*$/;

const API_VERSION = 1;

const RULE_KEYS = ['summary', 'default', 'min', 'max', 'oneOf'];

type Fields = Readonly<Record<string, unknown>>;

/** The module, or what is wrong with it: at least one fault. */
export function checkModule(value: unknown): CustomModule | readonly string[] {
  if (!isRecord(value)) {
    return [
      value === undefined
        ? 'nothing is exported by default; expected export default { kind, apiVersion, name, summary, create }'
        : `the default export is ${returnedText(value)}; expected an object { kind, apiVersion, name, summary, create }`,
    ];
  }
  const faults = [...headerFaults(value), ...optionFaults(value.options)];
  return faults.length > 0 ? faults : (value as unknown as CustomModule);
}

function headerFaults({ kind, apiVersion, name, summary, create, isStateless }: Fields): string[] {
  const kinds = Object.keys(MODULE_KINDS);
  const faults: string[] = [];
  const expect = (holds: boolean, key: string, form: string, got: unknown, hint: string | null = null): void => {
    const meant = hint === null ? '' : ` (did you mean "${hint}"?)`;
    if (!holds) faults.push(`${key}: expected ${form}; got ${returnedText(got)}${meant}`);
  };
  const isKind = typeof kind === 'string' && kinds.includes(kind);
  expect(isKind, 'kind', `one of ${kinds.join(', ')}`, kind, typeof kind === 'string' ? nearest(kind, kinds) : null);
  expect(apiVersion === API_VERSION, 'apiVersion', String(API_VERSION), apiVersion);
  const isName = typeof name === 'string' && NAME_PATTERN.test(name);
  expect(isName, 'name', 'letters, digits and single dashes such as spill-early', name);
  expect(typeof summary === 'string' && summary.length > 0, 'summary', 'one sentence', summary);
  expect(typeof create === 'function', 'create', 'a function', create);
  expect(isStateless === undefined || typeof isStateless === 'boolean', 'isStateless', 'true or false', isStateless);
  return faults;
}

function optionFaults(options: unknown): string[] {
  if (options === undefined) return [];
  if (!isRecord(options)) return [`options: expected a map of names to rules; got ${returnedText(options)}`];
  return Object.entries(options).flatMap(([name, rule]) => ruleFaults(`options.${name}`, rule));
}

function ruleFaults(at: string, rule: unknown): string[] {
  if (!isRecord(rule)) return [`${at}: expected { summary, default }; got ${returnedText(rule)}`];
  const faults = Object.keys(rule)
    .filter((key) => !RULE_KEYS.includes(key))
    .map((key) => `${at}.${key}: unknown key; there are ${RULE_KEYS.join(', ')}`);
  if (typeof rule.summary !== 'string') faults.push(`${at}.summary: expected one sentence`);
  if (!['number', 'string', 'boolean'].includes(typeof rule.default)) {
    faults.push(`${at}.default: expected a number, a text, or true or false; got ${returnedText(rule.default)}`);
  }
  for (const key of ['min', 'max']) {
    if (rule[key] !== undefined && typeof rule[key] !== 'number') faults.push(`${at}.${key}: expected a number`);
  }
  if (rule.oneOf !== undefined && !Array.isArray(rule.oneOf)) faults.push(`${at}.oneOf: expected a list of texts`);
  return faults;
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
