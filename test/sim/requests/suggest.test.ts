/**
 * Goal: a suggestion does what it says, to every form: nothing is claimed that a run does not show.
 * Method: chains that differ in one setting; the changes are made, the chains compared
 * anew, and the claims counted out.
 */
import { describe, expect, it } from 'vitest';
import { compileChain } from '../../../sim/requests/chain.ts';
import type { NamedChain, SentForm } from '../../../sim/requests/compare/compare-chains.ts';
import { differenceOf, matters } from '../../../sim/requests/compare/difference.ts';
import type { HopSettings } from '../../../sim/requests/hop-settings.ts';
import { APACHE, BACKEND, NGINX } from '../../../sim/requests/presets.ts';
import { probeForms } from '../../../sim/requests/probe/probe-forms.ts';
import { withChanges } from '../../../sim/requests/suggest/change.ts';
import { suggestRules } from '../../../sim/requests/suggest/suggest.ts';
import type { Suggestion } from '../../../sim/requests/suggest/suggestion.ts';

const STRICT = { ...BACKEND, serves: ['/api/v1/users'] };

function chain(id: string, ...hops: readonly HopSettings[]): NamedChain {
  return { id, hops: [...hops, STRICT] };
}

function form(target: string): SentForm {
  return { id: target, method: 'GET', target, share: 0, probeOf: null, expect: { status: null, saw: null } };
}

const GOOD = [form('/api/v1/users'), form('/api/v1/users?limit=1')];

/** Ids of the forms that differ in what is served. */
function differing(reference: NamedChain, hops: readonly HopSettings[], forms: readonly SentForm[]): string[] {
  const [was, is] = [compileChain(reference.hops), compileChain(hops)];
  return forms.filter((sent) => matters(differenceOf(was(sent), is(sent)).kind)).map(({ id }) => id);
}

const NORMALISING: HopSettings = {
  ...NGINX,
  locations: [{ ...NGINX.locations[0]!, action: { kind: 'proxyPass', uri: '/' } }],
};

describe.each<readonly [name: string, reference: NamedChain, other: NamedChain]>([
  ['Apache and nginx', chain('a', APACHE), chain('b', NGINX)],
  ['nginx and Apache', chain('a', NGINX), chain('b', APACHE)],
  ['nginx that normalises and one that does not', chain('a', NORMALISING), chain('b', NGINX)],
  ['Apache with slashes encoded let in', chain('a', { ...APACHE, allowEncodedSlashes: 'On' }), chain('b', APACHE)],
  [
    'Apache that forwards raw paths',
    chain('a', { ...APACHE, proxyPass: [{ path: '/', to: 'http://next/', nocanon: true }] }),
    chain('b', APACHE),
  ],
])('%s', (_, reference, other) => {
  const forms = [...GOOD, ...probeForms(GOOD, reference)];
  const before = differing(reference, other.hops, forms);
  const [found] = suggestRules(forms, [reference, other]) as [ReturnType<typeof suggestRules>[number]];

  it('closes, breaks and leaves what it says', () => {
    expect(before.length).toBeGreaterThan(0);
    const suggestions: Suggestion[] = [...found.each, ...(found.together === null ? [] : [found.together])];
    for (const suggestion of suggestions) {
      const after = differing(reference, withChanges(other.hops, suggestion.changes), forms);
      expect(before.filter((id) => !after.includes(id))).toEqual(suggestion.closes);
      expect(after.filter((id) => !before.includes(id))).toEqual(suggestion.breaks);
      expect(after.filter((id) => before.includes(id))).toEqual(suggestion.leaves);
      expect(suggestion.closes.length).toBeGreaterThan(0);
    }
  });

  it('speaks of every form that differs', () => {
    const spoken = new Set([...found.each.flatMap(({ closes }) => closes), ...found.unsolved]);
    expect(before.filter((id) => !spoken.has(id))).toEqual([]);
  });
});

it('says so where nothing it knows helps: nginx answers 400 to an encoded NUL before any rule runs', () => {
  const forms = [form('/api/v1/users%00')];
  const [found] = suggestRules(forms, [chain('a', APACHE), chain('b', NGINX)]) as [
    ReturnType<typeof suggestRules>[number],
  ];
  expect(found).toMatchObject({ each: [], unsolved: ['/api/v1/users%00'], together: null });
});

it('has nothing to say where nothing differs', () => {
  expect(suggestRules(GOOD, [chain('a', NGINX), chain('b', NGINX)])).toEqual([
    { chainId: 'b', referenceId: 'a', each: [], unsolved: [], together: null },
  ]);
});
