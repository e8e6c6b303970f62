/**
 * Changes of an Apache that are worth trying.
 *
 * The order is that of preference among changes that do equally well.
 */
import type { ApacheRule, ApacheSettings } from '../hop-settings.ts';
import type { Candidate } from './nginx-candidates.ts';

const UNSAFE =
  'UnsafeAllow3F takes back the guard of CVE-2024-38474: a client can put a question mark where the rule means a path';

/** `refusals`: statuses with which the reference refuses what this chain serves. */
export function apacheCandidates(hop: ApacheSettings, refusals: readonly number[]): Candidate[] {
  return [
    {
      title: hop.mergeSlashes ? 'slashes inside the path are kept' : 'slashes inside the path are merged',
      setting: { kind: 'mergeSlashes', isOn: !hop.mergeSlashes },
      caution: null,
    },
    ...ENCODED_SLASHES.filter(({ value }) => value !== hop.allowEncodedSlashes).map(
      ({ value, title }): Candidate => ({ title, setting: { kind: 'allowEncodedSlashes', value }, caution: null }),
    ),
    ...hop.proxyPass.flatMap((line, index): Candidate[] =>
      line.to === '!'
        ? []
        : [
            {
              title: line.nocanon ? 'the path goes out decoded and encoded again' : 'the path goes out as it came',
              setting: { kind: 'proxyPassLine', index, line: { ...line, nocanon: !line.nocanon } },
              caution: null,
            },
          ],
    ),
    ...questionMarkRules(hop),
    rule('a slash at the end is dropped', { match: '^(/.+?)/+$', replace: '$1', flags: ['PT'], when: [] }),
    ...refusals.flatMap(refusingRules),
  ];
}

const ENCODED_SLASHES = [
  { value: 'On', title: 'encoded slashes become slashes' },
  { value: 'NoDecode', title: 'encoded slashes are let through as they are' },
  { value: 'Off', title: 'encoded slashes are refused with 404' },
] as const;

function rule(title: string, apacheRule: ApacheRule, caution: string | null = null): Candidate {
  return { title, setting: { kind: 'apacheRule', rule: apacheRule }, caution };
}

/** The rule of the post's Apache: the decoded path, question mark and all, is sent on. */
function questionMarkRules({ guardsQuestionMarks }: ApacheSettings): Candidate[] {
  const flags = guardsQuestionMarks ? ['P', 'UnsafeAllow3F'] : ['P'];
  const caution = guardsQuestionMarks ? UNSAFE : null;
  const forward = { match: '^/(.*\\?.*)$', replace: 'http://next/$1', when: [] };
  const what = 'an encoded question mark begins the query';
  return [
    rule(`${what}; the query that was sent is dropped`, { ...forward, flags }, caution),
    rule(`${what}; the query that was sent follows it`, { ...forward, flags: [...flags, 'QSA'] }, caution),
  ];
}

function refusingRules(status: number): Candidate[] {
  const flag = status === 403 ? 'F' : `R=${status}`;
  return REFUSABLE.map(([what, match]) => {
    const when = [{ test: '%{THE_REQUEST}', match, flags: ['NC'] }];
    return rule(`${what} is refused with ${status}`, { match: '^', replace: '-', flags: [flag], when });
  });
}

const REFUSABLE = [
  ['an encoded slash in the path', '^\\S+ [^? ]*%2f'],
  ['an encoded question mark in the path', '^\\S+ [^? ]*%3f'],
  ['a run of slashes in the path', '^\\S+ [^? ]*//'],
] as const;
