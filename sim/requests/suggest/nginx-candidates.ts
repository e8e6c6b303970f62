/**
 * Changes of an nginx that are worth trying: the rules by which teams have made nginx
 * forgive what another server forgave.
 *
 * The order is that of preference among changes that do equally well.
 */
import type { NginxDirective, NginxSettings, NginxSimpleDirective } from '../hop-settings.ts';
import type { SettingChange } from './change.ts';

export interface Candidate {
  readonly title: string;
  readonly setting: SettingChange;
  readonly caution: string | null;
}

const UNESCAPED =
  'what was encoded in the query goes out decoded: an encoded & becomes a separator, and an encoded blank or line break ends the request line';

/** `refusals`: statuses with which the reference refuses what this chain serves. */
export function nginxCandidates(hop: NginxSettings, refusals: readonly number[]): Candidate[] {
  return [
    rule('leading slashes become one', rewrite('^/{2,}(.*)$', '/$1')),
    rule('leading slashes that were sent plain become one', {
      kind: 'if',
      variable: '$request_uri',
      operator: '~',
      value: '^/{2,}',
      inner: [rewrite('^/{2,}(.*)$', '/$1')],
    }),
    rule('the first run of slashes inside the path becomes one', rewrite('^(.+?)//+(.*)$', '$1/$2')),
    ...questionMarkRules(),
    rule('a slash at the end is dropped', rewrite('^(.+?)/+$', '$1')),
    rule('the path goes out decoded and normalised, not as it came', rewrite('^', '$uri')),
    {
      title: hop.mergeSlashes ? 'slashes are kept as they come' : 'slashes are merged before a location is sought',
      setting: { kind: 'mergeSlashes', isOn: !hop.mergeSlashes },
      caution: null,
    },
    ...normalisingLocations(hop),
    ...refusals.flatMap(refusingRules),
  ];
}

function rewrite(match: string, replace: string): NginxSimpleDirective {
  return { kind: 'rewrite', match, replace, flag: null };
}

function rule(title: string, directive: NginxDirective, caution: string | null = null): Candidate {
  return { title, setting: { kind: 'nginxRule', rule: directive }, caution };
}

/**
 * nginx has decoded `%3F` by then, so a question mark in the path is one that came encoded. Captures are
 * escaped in arguments, variables not.
 */
function questionMarkRules(): Candidate[] {
  const numbered = '^([^?]*)\\?(.*)$';
  const named = '^(?<path>[^?]*)\\?(?<query>.*)$';
  const what = 'an encoded question mark begins the query';
  return [
    rule(`${what}; the query that was sent follows it`, rewrite(numbered, '$1?$2')),
    rule(`${what}; the query that was sent is dropped`, rewrite(numbered, '$1?$2?')),
    rule(`${what}, decoded; the query that was sent follows it`, rewrite(named, '$path?$query'), UNESCAPED),
    rule(`${what}, decoded; the query that was sent is dropped`, rewrite(named, '$path?$query?'), UNESCAPED),
  ];
}

/** With a URI, `proxy_pass` sends the normalised path. */
function normalisingLocations({ locations }: NginxSettings): Candidate[] {
  return locations.flatMap((location, index): Candidate[] => {
    const isPlain = location.action.kind === 'proxyPass' && location.action.uri === null;
    if (!isPlain || location.modifier === '~' || location.modifier === '~*') return [];
    const changed = { ...location, action: { kind: 'proxyPass', uri: location.match } as const };
    return [
      {
        title: 'the location forwards the decoded and normalised path, not what came',
        setting: { kind: 'location', index, location: changed },
        caution: null,
      },
    ];
  });
}

function refusingRules(status: number): Candidate[] {
  return REFUSABLE.map(([what, value]) =>
    rule(`${what} is refused with ${status}`, {
      kind: 'if',
      variable: '$request_uri',
      operator: '~*',
      value,
      inner: [{ kind: 'return', status, text: null }],
    }),
  );
}

const REFUSABLE = [
  ['an encoded slash in the path', '^[^?]*%2f'],
  ['an encoded question mark in the path', '^[^?]*%3f'],
  ['a run of slashes in the path', '^[^?]*//'],
  ['a broken escape in the path', '^[^?]*%(?![0-9a-f]{2})'],
  ['an encoded blank or control character in the path', '^[^?]*%(?:[01][0-9a-f]|20|7f)'],
] as const;
