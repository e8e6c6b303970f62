/** Request forms and chains as a scenario file. */
import {
  type ApacheRule,
  type HopSettings,
  NEXT_HOP,
  type NginxDirective,
  type NginxLocation,
  type NginxReturn,
} from '../requests/hop-settings.ts';
import { presetOf } from '../requests/presets.ts';
import type { PlainMap } from './plain-map.ts';
import type { ResolvedRequestForm, ResolvedRequests } from './resolved-requests.ts';
import { formatPercent } from './units.ts';

/** The sections that there are. */
export function requestsMap(requests: ResolvedRequests | undefined): PlainMap {
  if (requests === undefined) return {};
  const { mix, chains } = requests;
  return {
    ...(mix.forms.length > 0 && { requests: Object.fromEntries(mix.forms.map((form) => [form.id, formMap(form)])) }),
    ...(chains.length > 0 && { chains: Object.fromEntries(chains.map(({ id, hops }) => [id, hops.map(hopMap)])) }),
  };
}

function formMap({ target, method, share, expect: { status, saw } }: ResolvedRequestForm): PlainMap {
  const expect = { ...(status !== null && { status }), ...(saw !== null && { saw }) };
  return { target, method, share: formatPercent(share), ...(Object.keys(expect).length > 0 && { expect }) };
}

/** Every setting of the hop, under the preset that it started from. */
export function hopMap(hop: HopSettings): PlainMap {
  const { name } = hop;
  const preset = presetOf(hop);
  switch (hop.kind) {
    case 'apache':
      return {
        preset,
        name,
        mergeSlashes: hop.mergeSlashes,
        allowEncodedSlashes: hop.allowEncodedSlashes,
        rewrites: hop.rewrites.map(apacheRuleMap),
        proxyPass: hop.proxyPass.map((line) => ({ ...line })),
      };
    case 'nginx':
      return {
        preset,
        name,
        mergeSlashes: hop.mergeSlashes,
        rewrites: hop.rewrites.map(directiveMap),
        locations: hop.locations.map(locationMap),
      };
    case 'backend':
      return { preset, name, serves: [...hop.serves] };
  }
}

/** A RewriteRule as an item of `rewrites`. */
export function apacheRuleMap({ match, replace, flags, when }: ApacheRule): PlainMap {
  return {
    match,
    replace,
    ...(flags.length > 0 && { flags: [...flags] }),
    ...(when.length > 0 && { when: when.map((condition) => ({ ...condition, flags: [...condition.flags] })) }),
  };
}

/** A directive of nginx as an item of `rewrites`. */
export function directiveMap(directive: NginxDirective): PlainMap {
  switch (directive.kind) {
    case 'rewrite': {
      const { match, replace, flag } = directive;
      return { match, replace, ...(flag !== null && { flags: [flag] }) };
    }
    case 'set':
      return { set: directive.variable, to: directive.value };
    case 'return':
      return { return: returnValue(directive) };
    case 'break':
      return { break: true };
    case 'if': {
      const { variable, operator, value, inner } = directive;
      return { if: variable, ...(operator !== null && { op: operator, value }), do: inner.map(directiveMap) };
    }
  }
}

function returnValue({ status, text }: NginxReturn): number | string {
  return text === null ? status : `${status} ${text}`;
}

export function locationMap({ modifier, match, rewrites, action }: NginxLocation): PlainMap {
  return {
    location: modifier === '' ? match : `${modifier} ${match}`,
    ...(rewrites.length > 0 && { rewrites: rewrites.map(directiveMap) }),
    ...(action.kind === 'proxyPass' && { proxyPass: `${NEXT_HOP}${action.uri ?? ''}` }),
    ...(action.kind === 'return' && { return: returnValue(action) }),
  };
}
