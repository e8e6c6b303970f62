/**
 * The stacks of the measured table as settings: what `apache.conf` and `nginx.conf` of the
 * measurement say, line for line.
 *
 * Their servers listened on ports; here the next hop is `next`.
 */
import type {
  ApacheRule,
  ApacheSettings,
  BackendSettings,
  HopSettings,
  NginxDirective,
  NginxLocation,
  NginxSettings,
} from '../../../sim/requests/hop-settings.ts';

const BACKEND: BackendSettings = { kind: 'backend', name: 'backend', serves: ['/api/v1/users'] };

function rewrite(match: string, replace: string, flag: 'last' | null = null): NginxDirective & { kind: 'rewrite' } {
  return { kind: 'rewrite', match, replace, flag };
}

function proxied(location: string, uri: string | null = null): NginxLocation {
  const isExact = location.startsWith('= ');
  const match = isExact ? location.slice(2) : location;
  return { modifier: isExact ? '=' : '', match, rewrites: [], action: { kind: 'proxyPass', uri } };
}

const NO_ROUTE: NginxLocation = {
  modifier: '',
  match: '/',
  rewrites: [],
  action: { kind: 'return', status: 404, text: 'nginx-no-route' },
};

function nginx(
  mergeSlashes: boolean,
  locations: readonly NginxLocation[],
  rewrites: readonly NginxDirective[] = [],
): NginxSettings {
  return { kind: 'nginx', name: 'nginx', mergeSlashes, locations, rewrites };
}

const SLASHES = [rewrite('^/{2,}(.*)$', '/$1'), rewrite('^(.*?)//+(.*)$', '$1/$2')];

const NGINX = {
  ng_catchall_merge_on: nginx(true, [proxied('/')]),
  ng_catchall_merge_off: nginx(false, [proxied('/')]),
  ng_router_merge_on: nginx(true, [proxied('/api/'), NO_ROUTE]),
  ng_router_merge_off: nginx(false, [proxied('/api/'), NO_ROUTE]),
  ng_router_uri_merge_on: nginx(true, [proxied('/api/', '/api/'), NO_ROUTE]),
  ng_exact_merge_off: nginx(false, [proxied('= /api/v1/users'), NO_ROUTE]),
  ng_exact_merge_on: nginx(true, [proxied('= /api/v1/users'), NO_ROUTE]),
  ng_fix_slash: nginx(false, [proxied('/api/'), NO_ROUTE], SLASHES),
  ng_fix_both: nginx(false, [proxied('/api/'), NO_ROUTE], [...SLASHES, rewrite('^([^?]*)\\?(.*)$', '$1?$2')]),
  ng_fix_requri: nginx(
    true,
    [proxied('/api/'), NO_ROUTE],
    [
      { kind: 'set', variable: '$q', value: '' },
      {
        kind: 'if',
        variable: '$request_uri',
        operator: '~*',
        value: '^([^?]*?)%3f(.*)$',
        inner: [{ kind: 'set', variable: '$q', value: '$2' }],
      },
      {
        kind: 'if',
        variable: '$q',
        operator: '!=',
        value: '',
        inner: [rewrite('^([^?]*)\\?.*$', '$1?$q', 'last')],
      },
    ],
  ),
} as const;

function apache(settings: Partial<ApacheSettings>): ApacheSettings {
  return {
    kind: 'apache',
    name: 'apache',
    mergeSlashes: true,
    allowEncodedSlashes: 'Off',
    guardsQuestionMarks: true,
    rewrites: [],
    proxyPass: [],
    ...settings,
  };
}

function toNext(...flags: string[]): ApacheRule {
  return { match: '^/(.*)$', replace: 'http://next/$1', flags: ['P', 'L', ...flags], when: [] };
}

const PROXY_PASS = [{ path: '/', to: 'http://next/', nocanon: false }];

const APACHE = {
  ap_proxypass_default: apache({ proxyPass: PROXY_PASS }),
  ap_proxypass_nocanon: apache({ proxyPass: [{ path: '/', to: 'http://next/', nocanon: true }] }),
  ap_mergeoff_default: apache({ mergeSlashes: false, proxyPass: PROXY_PASS }),
  ap_rewriteP: apache({ rewrites: [toNext()] }),
  ap_rewriteP_unsafe3F: apache({ rewrites: [toNext('UnsafeAllow3F')] }),
  ap_rewriteP_B: apache({ rewrites: [toNext('B')] }),
  ap_okta_like: apache({
    mergeSlashes: false,
    rewrites: [{ match: '^/{2,}(.*)$', replace: '/$1', flags: [], when: [] }, toNext('UnsafeAllow3F')],
  }),
  ap_aes_nodecode: apache({ allowEncodedSlashes: 'NoDecode', proxyPass: PROXY_PASS }),
  ap_aes_on: apache({ allowEncodedSlashes: 'On', proxyPass: PROXY_PASS }),
} as const;

/** By the name in the table. */
export const MEASURED_STACKS: Readonly<Record<string, readonly HopSettings[]>> = {
  node_direct: [BACKEND],
  ...Object.fromEntries(Object.entries(NGINX).map(([name, hop]) => [name, [hop, BACKEND]])),
  ...Object.fromEntries(
    Object.entries(APACHE).map(([name, hop]) => [
      `${name}->ng_router_merge_off`,
      [hop, NGINX.ng_router_merge_off, BACKEND],
    ]),
  ),
};
