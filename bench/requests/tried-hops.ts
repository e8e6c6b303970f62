/**
 * Hops that are held against the real servers: those of the measurement, and one or more for each rule
 * that the models claim to follow.
 */
import type {
  ApacheRule,
  ApacheSettings,
  HopSettings,
  NginxDirective,
  NginxLocation,
  NginxSettings,
} from '../../sim/requests/hop-settings.ts';
import { APACHE, NGINX } from '../../sim/requests/presets.ts';
import { apacheCandidates } from '../../sim/requests/suggest/apache-candidates.ts';
import { type Change, withChanges } from '../../sim/requests/suggest/change.ts';
import { nginxCandidates } from '../../sim/requests/suggest/nginx-candidates.ts';
import { MEASURED_STACKS } from '../../test/sim/requests/measured-stacks.ts';

/** A capture as the value of a variable. */
const SET_Q = { kind: 'set', variable: '$q', value: '$1' } as const;

const measured = Object.values(MEASURED_STACKS).map(([hop]) => hop!);
const nginxRouter = measured.filter((hop) => hop.kind === 'nginx')[3]!;

/** One for each rule, by name: their answers are kept in the tree too. */
export const RULE_HOPS: Readonly<Record<string, NginxSettings | ApacheSettings>> = {
  ...named('nginx-location', nginxLocations()),
  ...named(
    'nginx-rule',
    nginxRules().map((rewrites): NginxSettings => ({ ...NGINX, rewrites })),
  ),
  ...named(
    'apache-rule',
    apacheRules().map((rewrites): ApacheSettings => ({ ...APACHE, rewrites })),
  ),
  ...named('apache-setting', apacheSettings()),
};

const RULES = Object.values(RULE_HOPS);

function named<Settings>(name: string, all: readonly Settings[]): Record<string, Settings> {
  return Object.fromEntries(all.map((settings, index) => [`${name}-${index + 1}`, settings]));
}

export const TRIED_NGINX: readonly NginxSettings[] = [
  ...RULES.filter((hop) => hop.kind === 'nginx'),
  ...measured.filter((hop) => hop.kind === 'nginx'),
  ...suggested(nginxRouter),
  ...nginxRules().map((rewrites): NginxSettings => ({ ...NGINX, locations: [{ ...NGINX.locations[0]!, rewrites }] })),
];

export const TRIED_APACHE: readonly ApacheSettings[] = [
  ...RULES.filter((hop) => hop.kind === 'apache'),
  ...measured.filter((hop) => hop.kind === 'apache'),
  ...suggested(APACHE),
];

/** Each change that the search may propose, made. */
function suggested<Settings extends HopSettings>(hop: Settings): Settings[] {
  const candidates =
    hop.kind === 'nginx'
      ? nginxCandidates(hop, [403, 404])
      : hop.kind === 'apache'
        ? apacheCandidates(hop, [403, 404])
        : [];
  return candidates.map(({ setting }) => withChanges([hop], [{ hopIndex: 0, setting } as Change])[0] as Settings);
}

function rewrite(match: string, replace: string, flag: (NginxDirective & { kind: 'rewrite' })['flag'] = null) {
  return { kind: 'rewrite', match, replace, flag } as const;
}

function proxied(modifier: NginxLocation['modifier'], match: string, uri: string | null = null): NginxLocation {
  return { modifier, match, rewrites: [], action: { kind: 'proxyPass', uri } };
}

function nginxLocations(): NginxSettings[] {
  const sets: NginxLocation[][] = [
    [proxied('', '/api/', '/'), proxied('', '/', '/other/')],
    [proxied('', '/api', '/x'), proxied('', '/')],
    [proxied('^~', '/api/'), proxied('~', '^/api/v[0-9]'), proxied('', '/', '/fallback')],
    [proxied('~*', '^/API/'), { ...proxied('', '/'), action: { kind: 'return', status: 403, text: null } }],
    [proxied('=', '/api/v1/users', '/exact?fixed=1'), { ...proxied('', '/api/'), action: { kind: 'files' } }],
    [
      { ...proxied('', '/api/', '/new/'), rewrites: [rewrite('^/api/v1/(.*)$', '/api/v2/$1', 'break')] },
      proxied('', '/'),
    ],
    [
      { ...proxied('', '/api/'), rewrites: [rewrite('^/api/(.*)$', '/inner/$1', 'last')] },
      proxied('', '/inner/', '/deep/'),
    ],
    [{ ...proxied('', '/'), rewrites: [rewrite('^(.*)$', '/x$1')] }],
    [{ ...proxied('', '/'), action: { kind: 'return', status: 301, text: '/moved$request_uri' } }],
    [{ ...proxied('', '/'), action: { kind: 'return', status: 302, text: '/moved$uri$is_args$args' } }],
  ];
  return sets.flatMap((locations) => [true, false].map((mergeSlashes) => ({ ...NGINX, mergeSlashes, locations })));
}

function nginxRules(): NginxDirective[][] {
  const test = (
    operator: '~' | '~*' | '!~' | '=' | '!=' | null,
    variable: string,
    value: string,
    ...inner: (ReturnType<typeof rewrite> | typeof SET_Q)[]
  ) => ({ kind: 'if', variable, operator, value, inner }) as const;
  return [
    [rewrite('^/api/(.*)$', '/v/$1')],
    [rewrite('^/api/(.*)$', '/v?path=$1')],
    [rewrite('^/api/(.*)$', '/v?path=$1?')],
    [rewrite('^/(?<first>[^/]*)/(?<rest>.*)$', '/$rest?first=$first')],
    [rewrite('^/api/(.*)$', '/v?path=$1'), rewrite('^/v$', '/w')],
    [rewrite('^/api/(.*)$', '/v/$1', 'redirect')],
    [rewrite('^/api/(.*)$', '/v?path=$1', 'permanent')],
    [rewrite('^(.*)$', 'http://other.example$1')],
    [rewrite('^/api/v1/(.*)$', '/$1', 'break')],
    [rewrite('^(.*) (.*)$', '$1-$2')],
    [rewrite('^/(.*)$', '/$1?a=$arg_limit&q=$args')],
    [{ kind: 'set', variable: '$q', value: '$uri' }, rewrite('^', '/x?u=$q')],
    [{ kind: 'set', variable: '$args', value: 'only=1' }],
    [test('~', '$request_uri', '%3[Ff]', rewrite('^', '/encoded', 'last'))],
    [test('!~', '$uri', '^/api/v1/users$', rewrite('^(.*)$', '/else$1'))],
    [test('=', '$args', 'limit=1', rewrite('^(.*)$', '/one$1'))],
    [test('!=', '$args', '', rewrite('^(.*)$', '/some$1'))],
    [test(null, '$arg_limit', '', rewrite('^(.*)$', '/limited$1?'))],
    [rewrite('users$', '/ends'), { kind: 'break' }, rewrite('^', '/never')],
    [rewrite('^/api(.*)$', '$1')],
    [rewrite('^/api/(.*)$', '/v/$1'), test('~', '$uri', '(v.*)$', SET_Q), rewrite('^', '/x?q=$q')],
    [test('~', '$uri', '(v.*)$', SET_Q), rewrite('^', '/x?q=$q')],
  ].map((directives): NginxDirective[] => directives as NginxDirective[]);
}

function rule(
  match: string,
  replace: string,
  flags: readonly string[],
  ...when: readonly (readonly [string, string, ...string[]])[]
): ApacheRule {
  return { match, replace, flags, when: when.map(([test, wanted, ...own]) => ({ test, match: wanted, flags: own })) };
}

function apacheRules(): ApacheRule[][] {
  return [
    [rule('^/api/(.*)$', 'http://next/v/$1', ['P'])],
    [rule('^/api/(.*)$', 'http://next/v?path=$1', ['P'])],
    [rule('^/api/(.*)$', 'http://next/v?path=$1', ['P', 'QSA'])],
    [rule('^/api/(.*)$', 'http://next/v?path=$1', ['P', 'B'])],
    [rule('^/api/(.*)$', 'http://next/v?path=$1', ['P', 'B', 'BNP', 'QSA'])],
    [rule('^/api/(.*)$', 'http://next/v/$1', ['P', 'QSD'])],
    [rule('^/api/(.*)$', 'http://next/v/$1', ['P', 'NE'])],
    [rule('^/api/(.*)$', 'http://next/v/$1', ['P', 'NE', 'UnsafeAllow3F'])],
    [rule('^/api/(.*)$', 'http://next/v/$1', ['P', 'UnsafeAllow3F', 'QSA'])],
    [rule('^/api/(.*)$', 'http://next/v/$1', ['P', 'UnsafeAllow3F', 'QSL'])],
    [rule('^/api/(.*)$', '/v/$1', ['PT'])],
    [rule('^/api/(.*)$', '/v/$1', [])],
    [rule('^/api/(.*)$', '/v/$1', ['R'])],
    [rule('^/api/(.*)$', '/v/$1', ['R=301', 'NE'])],
    [rule('^/api/(.*)$', 'http://other.example/$1', [])],
    [rule('^/API/', '-', ['NC', 'F'])],
    [rule('^/api/v1/users$', '-', ['G'])],
    [rule('!^/api/v1/users$', '-', ['F'])],
    [rule('^', 'http://next%{REQUEST_URI}?was=%{QUERY_STRING}', ['P'], ['%{QUERY_STRING}', '.'])],
    [rule('^/(.*)$', 'http://next/%1/$1', ['P'], ['%{THE_REQUEST}', '^GET /+([^/?]*)'])],
    [
      rule(
        '^/(.*)$',
        'http://next/either/$1',
        ['P'],
        ['%{QUERY_STRING}', '^limit', 'OR'],
        ['%{REQUEST_URI}', 'V1', 'NC'],
      ),
    ],
    [rule('^/(.*)$', 'http://next/both/$1', ['P'], ['%{QUERY_STRING}', '^limit'], ['%{REQUEST_URI}', '!x'])],
    [rule('^(/.+?)/+$', '$1', ['PT'])],
    [rule('^/api/', '-', ['L']), rule('^', '-', ['F'])],
    [rule('^/api/v1', '-', ['R=404'])],
    [rule('^/api/(.*)$', '/x/$1', ['R=503'])],
  ];
}

function apacheSettings(): ApacheSettings[] {
  const lines = [
    [{ path: '/', to: 'http://next/', nocanon: false }],
    [{ path: '/', to: 'http://next/', nocanon: true }],
    [{ path: '/api', to: 'http://next/v', nocanon: false }],
    [{ path: '/api/', to: 'http://next/v/', nocanon: true }],
    [
      { path: '/api/v1', to: '!', nocanon: false },
      { path: '/', to: 'http://next/rest/', nocanon: false },
    ],
  ];
  return lines.flatMap((proxyPass) =>
    (['Off', 'On', 'NoDecode'] as const).flatMap((allowEncodedSlashes) =>
      [true, false].map((mergeSlashes) => ({ ...APACHE, proxyPass, allowEncodedSlashes, mergeSlashes })),
    ),
  );
}
