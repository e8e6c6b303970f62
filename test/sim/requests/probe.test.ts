/**
 * Goal: the probes of a target are hostile forms of it, each once, always the same, and every
 * one a target that can be sent.
 * Method: the variants of targets with and without a query; properties over random targets.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { variantsOf } from '../../../sim/requests/probe/variants.ts';
import { targetText } from '../../../sim/scenario/schema/requests.ts';

it('the forms that the removal of Apache broke are among them, and their kin', () => {
  const targets = variantsOf('/api/v1/users?limit=1').map(({ target }) => target);
  for (const wanted of [
    '//api/v1/users?limit=1',
    '/api//v1/users?limit=1',
    '/api/v1/users/?limit=1',
    '/api/v1/users%3Flimit=1',
    '/api/v1/users%3flimit=1',
    '/api/v1/users%3Flimit=1?second=2',
    '/api/v1/users%3Flimit=1%26second=2',
    '/api/v1%2Fusers?limit=1',
    '/api/./v1/users?limit=1',
    '/api/x/%2e%2e/v1/users?limit=1',
    '/api%C0%AFv1/users?limit=1',
    '/%61pi/v1/users?limit=1',
    '/api/v1/users%00?limit=1',
    '/api/v1/users+?limit=1',
    '/api/v1/users?limit=1+x',
  ]) {
    expect(targets).toContain(wanted);
  }
});

it('a target without a query gets one made up for the encoded question mark', () => {
  expect(variantsOf('/a').map(({ target }) => target)).toContain('/a%3Fprobe=1');
});

it('are distinct, differ from their target, have distinct names, and can be sent', () => {
  const segment = fc.stringMatching(/^[A-Za-z0-9._~-]{1,6}$/);
  const target = fc
    .tuple(fc.array(segment, { maxLength: 4 }), fc.option(fc.stringMatching(/^[a-z]=[0-9]$/), { nil: null }))
    .map(([path, query]) => `/${path.join('/')}${query === null ? '' : `?${query}`}`);
  fc.assert(
    fc.property(target, (good) => {
      const variants = variantsOf(good);
      const all = [good, ...variants.map((variant) => variant.target)];
      expect(new Set(all).size).toBe(all.length);
      expect(new Set(variants.map(({ name }) => name)).size).toBe(variants.length);
      for (const { target: sent } of variants) expect(targetText.safeParse(sent).success).toBe(true);
      expect(variantsOf(good)).toEqual(variants);
    }),
  );
});
