/**
 * Servers as they come: what a hop is when a scenario names it and says no more.
 */
import type { ApacheSettings, BackendSettings, HopSettings, NginxSettings } from './hop-settings.ts';

export const HOP_PRESET_NAMES = ['apache-2.4', 'apache-2.4.59', 'nginx', 'backend'] as const;
export type HopPresetName = (typeof HOP_PRESET_NAMES)[number];

/** MergeSlashes On, AllowEncodedSlashes Off (Apache documentation, core), and everything proxied. Measured: 2.4.71. */
export const APACHE: ApacheSettings = {
  kind: 'apache',
  name: 'apache',
  mergeSlashes: true,
  allowEncodedSlashes: 'Off',
  guardsQuestionMarks: true,
  rewrites: [],
  proxyPass: [{ path: '/', to: 'http://next/', nocanon: false }],
};

/**
 * `merge_slashes` on (nginx documentation, ngx_http_core_module), and everything proxied as it came. Measured: 1.22.1.
 */
export const NGINX: NginxSettings = {
  kind: 'nginx',
  name: 'nginx',
  mergeSlashes: true,
  rewrites: [],
  locations: [{ modifier: '', match: '/', rewrites: [], action: { kind: 'proxyPass', uri: null } }],
};

export const BACKEND: BackendSettings = { kind: 'backend', name: 'backend', serves: ['/*'] };

export const HOP_PRESETS: Readonly<Record<HopPresetName, HopSettings>> = {
  'apache-2.4': APACHE,
  /** Up to 2.4.59: before CVE-2024-38474 was fixed, a rewrite could turn `%3F` into `?` without being asked to. */
  'apache-2.4.59': { ...APACHE, guardsQuestionMarks: false },
  nginx: NGINX,
  backend: BACKEND,
};

/** The preset from which a hop differs only in settings that a scenario can say. */
export function presetOf(settings: HopSettings): HopPresetName {
  if (settings.kind !== 'apache') return settings.kind;
  return settings.guardsQuestionMarks ? 'apache-2.4' : 'apache-2.4.59';
}
