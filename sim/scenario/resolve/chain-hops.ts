/** A chain's hops: presets with their settings; which settings belong to which server. */
import type { ApacheSettings, BackendSettings, HopSettings, NginxSettings } from '../../requests/hop-settings.ts';
import { HOP_PRESETS } from '../../requests/presets.ts';
import type { Reporter } from '../document/reporter.ts';
import type { ChainInput, HopInput } from '../schema/chains.ts';
import { resolveApacheRules } from './apache-rules.ts';
import { resolveNginx } from './nginx-rules.ts';

/** Keys of a hop that only some servers have. */
const KEYS_OF_KIND: Readonly<Record<HopSettings['kind'], readonly (keyof HopInput)[]>> = {
  apache: ['mergeSlashes', 'allowEncodedSlashes', 'rewrites', 'proxyPass'],
  nginx: ['mergeSlashes', 'rewrites', 'locations'],
  backend: ['serves'],
};

/** `null` after a fault, which is reported. */
export function resolveHops(input: ChainInput, path: readonly string[], reporter: Reporter): HopSettings[] | null {
  const names = new Map<string, number>();
  const hops: HopSettings[] = [];
  for (const [index, given] of input.entries()) {
    const at = [...path, String(index)];
    const hopInput: HopInput = typeof given === 'string' ? { preset: given } : given;
    const hop = resolveHop(hopInput, at, reporter);
    if (hop === null) continue;
    const isLast = index === input.length - 1;
    if (isLast !== (hop.kind === 'backend')) {
      reporter.error(at, isLast ? 'a chain ends in a backend' : 'nothing comes after a backend');
      continue;
    }
    const name = hopInput.name ?? hop.name;
    const uses = (names.get(name) ?? 0) + 1;
    names.set(name, uses);
    if (uses > 1 && hopInput.name !== undefined) {
      reporter.error([...at, 'name'], `the name "${name}" is already used above`);
      continue;
    }
    hops.push({ ...hop, name: uses === 1 ? name : `${name}-${uses}` });
  }
  return hops.length === input.length ? hops : null;
}

function resolveHop(input: HopInput, path: readonly string[], reporter: Reporter): HopSettings | null {
  const base = HOP_PRESETS[input.preset];
  let isSound = true;
  for (const key of Object.keys(input) as (keyof HopInput)[]) {
    if (key === 'preset' || key === 'name' || KEYS_OF_KIND[base.kind].includes(key)) continue;
    const [owner] = Object.entries(KEYS_OF_KIND).find(([, keys]) => keys.includes(key))!;
    reporter.error([...path, key], `${input.preset} has no "${key}": it is for ${owner}`, null, 'key');
    isSound = false;
  }
  const hop = withSettings(base, input, path, reporter);
  return isSound ? hop : null;
}

function withSettings(
  base: HopSettings,
  input: HopInput,
  path: readonly string[],
  reporter: Reporter,
): HopSettings | null {
  switch (base.kind) {
    case 'apache':
      return apache(base, input, path, reporter);
    case 'nginx':
      return nginx(base, input, path, reporter);
    case 'backend':
      return { ...base, serves: input.serves ?? base.serves } satisfies BackendSettings;
  }
}

function apache(
  base: ApacheSettings,
  input: HopInput,
  path: readonly string[],
  reporter: Reporter,
): HopSettings | null {
  const rewrites = resolveApacheRules(input.rewrites ?? [], [...path, 'rewrites'], reporter);
  if (rewrites === null) return null;
  return {
    ...base,
    mergeSlashes: input.mergeSlashes ?? base.mergeSlashes,
    allowEncodedSlashes: input.allowEncodedSlashes ?? base.allowEncodedSlashes,
    rewrites,
    proxyPass:
      input.proxyPass?.map(({ path: from, to, nocanon }) => ({ path: from, to, nocanon: nocanon ?? false })) ??
      base.proxyPass,
  };
}

function nginx(base: NginxSettings, input: HopInput, path: readonly string[], reporter: Reporter): HopSettings | null {
  const resolved = resolveNginx(input, base, path, reporter);
  return resolved === null ? null : { ...base, mergeSlashes: input.mergeSlashes ?? base.mergeSlashes, ...resolved };
}
