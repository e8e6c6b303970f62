/** `requests` and `chains`: shares that add up, forms that differ, chains that end in a backend. */
import type { Reporter } from '../document/reporter.ts';
import type {
  RequestExpectation,
  ResolvedRequestChain,
  ResolvedRequestForm,
  ResolvedRequests,
} from '../resolved-requests.ts';
import { chainSchema } from '../schema/chains.ts';
import { type RequestInput, requestSchema } from '../schema/requests.ts';
import { keysAt, readPart } from '../shape/read-part.ts';
import { parsePercent } from '../units.ts';
import { resolveHops } from './chain-hops.ts';
import { checkPatternWork } from './pattern-work.ts';

/** Shares are sums of decimals: as near to a whole as this is whole. */
const SHARE_ROUNDING = 1e-9;
/** What is left after shares such as 90% is a tenth, and not 0.09999999999999998. */
const SHARE_DIGITS = 12;

/** Empty without the sections; `null` after a fault, which is reported. */
export function resolveRequests(reporter: Reporter): ResolvedRequests | null {
  const forms = resolveForms(reporter);
  const chains = resolveChains(reporter);
  if (forms === null || chains === null || !checkPatternWork(forms, chains, reporter)) return null;
  return { mix: { forms }, chains };
}

/** Whether the scenario has either section. */
export function hasRequests(reporter: Reporter): boolean {
  return reporter.root.entries.has('requests') || reporter.root.entries.has('chains');
}

function resolveForms(reporter: Reporter): ResolvedRequestForm[] | null {
  const ids = keysAt(reporter.root, ['requests']);
  const inputs = new Map<string, RequestInput>();
  for (const id of ids) {
    const input = readPart(requestSchema, reporter.root, ['requests', id]);
    if (input !== null) inputs.set(id, input);
  }
  if (inputs.size < ids.length) return null;
  const areDistinct = checkDistinct(inputs, reporter);
  const shares = resolveShares(inputs, reporter);
  if (!areDistinct || shares === null) return null;
  return [...inputs].map(([id, { target, method, expect }]) => ({
    id,
    method: method ?? 'GET',
    target,
    share: shares.get(id)!,
    expect: expectationOf(expect),
  }));
}

function expectationOf(expect: RequestInput['expect']): RequestExpectation {
  if (typeof expect === 'number') return { status: expect, saw: null };
  return { status: expect?.status ?? null, saw: expect?.saw ?? null };
}

function checkDistinct(inputs: ReadonlyMap<string, RequestInput>, reporter: Reporter): boolean {
  const seen = new Map<string, string>();
  let areDistinct = true;
  for (const [id, { target, method }] of inputs) {
    const form = `${method ?? 'GET'} ${target}`;
    const first = seen.get(form);
    if (first === undefined) seen.set(form, id);
    else {
      reporter.error(['requests', id, 'target'], `the same request as ${first}`);
      areDistinct = false;
    }
  }
  return areDistinct;
}

/** What is left is shared by those that say nothing. */
function resolveShares(inputs: ReadonlyMap<string, RequestInput>, reporter: Reporter): Map<string, number> | null {
  const given = [...inputs].filter(([, { share }]) => share !== undefined);
  const sum = given.reduce((total, [, { share }]) => total + parsePercent(share!)!, 0);
  const openCount = inputs.size - given.length;
  const last = given.at(-1)?.[0];
  if (last !== undefined && sum > 1 + SHARE_ROUNDING) {
    reporter.error(['requests', last, 'share'], `the shares are ${percent(sum)} together, more than all requests`);
    return null;
  }
  if (last !== undefined && openCount === 0 && sum < 1 - SHARE_ROUNDING) {
    reporter.error(
      ['requests', last, 'share'],
      `the shares are ${percent(sum)} together; leave one out to give it the rest`,
    );
    return null;
  }
  const rest = openCount === 0 ? 0 : Number((Math.max(0, 1 - sum) / openCount).toPrecision(SHARE_DIGITS));
  return new Map([...inputs].map(([id, { share }]) => [id, share === undefined ? rest : parsePercent(share)!]));
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(6))}%`;
}

function resolveChains(reporter: Reporter): ResolvedRequestChain[] | null {
  const chains: ResolvedRequestChain[] = [];
  const ids = keysAt(reporter.root, ['chains']);
  for (const id of ids) {
    const path = ['chains', id];
    const input = readPart(chainSchema, reporter.root, path);
    const hops = input === null ? null : resolveHops(input, path, reporter);
    if (hops !== null) chains.push({ id, hops });
  }
  return chains.length === ids.length ? chains : null;
}
