/**
 * Goal: the two forms that broke when Apache went break here, for the same reason; probes find both before anybody is
 * sent over; and the rules that are suggested mend them, with what they mean.
 * Method: the shipped scenario of the removal, through its own chains.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileChain } from '../../../sim/requests/chain.ts';
import { compareChains, type SentForm } from '../../../sim/requests/compare/compare-chains.ts';
import { matters } from '../../../sim/requests/compare/difference.ts';
import { probeForms } from '../../../sim/requests/probe/probe-forms.ts';
import { withChanges } from '../../../sim/requests/suggest/change.ts';
import { suggestRules } from '../../../sim/requests/suggest/suggest.ts';
import { loadRequests } from '../../../sim/scenario/load-requests.ts';

const FILE = new URL('../../../scenarios/requests/apache-to-nginx.yaml', import.meta.url);
const loaded = loadRequests([{ file: 's.yaml', text: readFileSync(FILE, 'utf8') }]);
if (!loaded.ok) throw new Error('the shipped file is sound');
const [before, after, fixed] = loaded.requests.chains;
const forms = loaded.requests.mix.forms.map((form): SentForm => ({ ...form, probeOf: null }));

/** What each chain makes of a target: `200 /api/v1/users`, `404`. */
function through(chain: typeof before, target: string): string {
  const { status, backendSaw } = compileChain(chain!.hops)({ method: 'GET', target });
  return status === 200 ? `200 ${backendSaw}` : String(status);
}

function differing(chain: typeof before, sent: readonly SentForm[]): string[] {
  const { results } = compareChains(sent, [before!, chain!]);
  return results.filter(({ differences }) => matters(differences[1]!.kind)).map(({ form }) => form.id);
}

describe('E8: what Apache did has to be made again', () => {
  it('E8, E11: requests that nobody promised to serve were served, and fail without Apache', () => {
    expect(differing(after, forms)).toEqual([
      'double-slash',
      'encoded-query',
      'encoded-query-and-query',
      'encoded-query-of-two',
    ]);
  });

  it('E9: //api/v1/users is served through Apache, an error from nginx itself without, and served with a rewrite', () => {
    expect([before, after, fixed].map((chain) => through(chain, '//api/v1/users'))).toEqual([
      '200 /api/v1/users',
      '404',
      '200 /api/v1/users',
    ]);
    expect(compileChain(after!.hops)({ method: 'GET', target: '//api/v1/users' }).answeredBy).toBe('nginx');
  });

  it('E10: /api/v1/users%3Flimit=1 becomes a query through Apache, an error without, and a query again with a rewrite', () => {
    expect([before, after, fixed].map((chain) => through(chain, '/api/v1/users%3Flimit=1'))).toEqual([
      '200 /api/v1/users?limit=1',
      '404',
      '200 /api/v1/users?limit=1',
    ]);
  });

  it('E10: with both rewrites every status is right and two requests mean something else', () => {
    const { results } = compareChains(forms, [before!, fixed!]);
    const silent = results.filter(({ differences }) => differences[1]!.kind === 'meaning');
    expect(silent.map(({ form, differences }) => [form.target, differences[1]!.what])).toEqual([
      ['/api/v1/users%3Flimit=1?x=2', 'the backend reads limit="1" x="2" and not limit="1"'],
      ['/api/v1/users%3Flimit=1%26b=2', 'the backend reads limit="1&b=2" and not limit="1" b="2"'],
    ]);
    expect(results.every(({ answers }) => answers[0]!.status === answers[1]!.status)).toBe(true);
  });
});

describe('probes', () => {
  const good = forms.filter(({ id }) => id === 'users' || id === 'limited');

  it('E9, E10: derived from the good requests alone, they find both before the rollout', () => {
    const probes = probeForms(good, before!);
    const found = differing(after, probes);
    expect(found).toContain('users~leading-double-slash');
    expect(found).toContain('limited~encoded-question-mark');
  });

  it('E10: and what both rewrites leave different behind one status', () => {
    const found = differing(fixed, probeForms(good, before!));
    expect(found).toContain('limited~encoded-question-mark-and-a-query');
    expect(found).toContain('limited~encoded-question-mark-and-ampersand');
  });
});

describe('suggestions', () => {
  it('E9: one rule closes the double slash and changes nothing else', () => {
    const [{ each }] = suggestRules(forms, [before!, after!]) as [ReturnType<typeof suggestRules>[number]];
    const found = each.find(({ closes }) => closes.includes('double-slash'))!;
    expect(found.changes.map(({ hop, lines }) => [hop, lines])).toEqual([['nginx', ['rewrite "^/{2,}(.*)$" /$1;']]]);
    expect([found.closes, found.breaks, found.alsoChanges]).toEqual([['double-slash'], [], []]);
  });

  it('E10: one rule closes the encoded question mark with all that it means', () => {
    const [{ each }] = suggestRules(forms, [before!, after!]) as [ReturnType<typeof suggestRules>[number]];
    const found = each.find(({ closes }) => closes.includes('encoded-query'))!;
    expect(found.closes).toEqual(['encoded-query', 'encoded-query-and-query', 'encoded-query-of-two']);
    expect(found.changes.map(({ lines }) => lines)).toEqual([
      ['rewrite "^(?<path>[^?]*)\\?(?<query>.*)$" $path?$query?;'],
    ]);
    expect(found.changes[0]!.caution).not.toBeNull();
  });

  it('E9, E10: all together the chain without Apache does as the one with it, in every form', () => {
    const [{ together, unsolved }] = suggestRules(forms, [before!, after!]) as [
      ReturnType<typeof suggestRules>[number],
    ];
    expect(unsolved).toEqual([]);
    expect(together!.leaves).toEqual([]);
    expect(differing({ id: 'mended', hops: withChanges(after!.hops, together!.changes) }, forms)).toEqual([]);
  });

  it('E10: what the two rewrites left different is closed too', () => {
    const [{ each, unsolved }] = suggestRules(forms, [before!, fixed!]) as [ReturnType<typeof suggestRules>[number]];
    expect(unsolved).toEqual([]);
    expect(each.flatMap(({ closes }) => closes)).toEqual(['encoded-query-and-query', 'encoded-query-of-two']);
  });
});
