/**
 * A change of one hop's configuration: a rule put before the others, or a setting; applied to settings and
 * written as the server's lines.
 */
import { proxyPassText, ruleLines } from '../apache/directive-text.ts';
import type {
  ApacheProxyPass,
  ApacheRule,
  ApacheSettings,
  HopSettings,
  NginxDirective,
  NginxLocation,
  NginxSettings,
} from '../hop-settings.ts';
import { NEXT_HOP } from '../hop-settings.ts';
import { directiveLines, locationText } from '../nginx/directive-text.ts';

export type SettingChange =
  | { readonly kind: 'nginxRule'; readonly rule: NginxDirective }
  | { readonly kind: 'apacheRule'; readonly rule: ApacheRule }
  | { readonly kind: 'mergeSlashes'; readonly isOn: boolean }
  | { readonly kind: 'allowEncodedSlashes'; readonly value: ApacheSettings['allowEncodedSlashes'] }
  /** The location as it is to be. */
  | { readonly kind: 'location'; readonly index: number; readonly location: NginxLocation }
  /** The line as it is to be. */
  | { readonly kind: 'proxyPassLine'; readonly index: number; readonly line: ApacheProxyPass };

export interface Change {
  /** Position of the hop in its chain. */
  readonly hopIndex: number;
  /** Name of the hop. */
  readonly hop: string;
  readonly server: 'apache' | 'nginx';
  /** What it does, in words. */
  readonly title: string;
  readonly setting: SettingChange;
  /** Ready to paste into the server's configuration. */
  readonly lines: readonly string[];
  /** What to mind before it goes into production; `null` for nothing in particular. */
  readonly caution: string | null;
}

/** The chain with the changes made, in their order: of two rules the one that is named first runs first. */
export function withChanges(hops: readonly HopSettings[], changes: readonly Change[]): HopSettings[] {
  return hops.map((hop, index) =>
    changes.reduceRight<HopSettings>(
      (changed, change) => (change.hopIndex === index ? changedHop(changed, change.setting) : changed),
      hop,
    ),
  );
}

function changedHop(hop: HopSettings, setting: SettingChange): HopSettings {
  if (hop.kind === 'nginx') return changedNginx(hop, setting);
  return hop.kind === 'apache' ? changedApache(hop, setting) : hop;
}

function changedNginx(hop: NginxSettings, setting: SettingChange): NginxSettings {
  switch (setting.kind) {
    case 'nginxRule':
      return { ...hop, rewrites: [setting.rule, ...hop.rewrites] };
    case 'mergeSlashes':
      return { ...hop, mergeSlashes: setting.isOn };
    case 'location':
      return { ...hop, locations: hop.locations.with(setting.index, setting.location) };
    default:
      return hop;
  }
}

function changedApache(hop: ApacheSettings, setting: SettingChange): ApacheSettings {
  switch (setting.kind) {
    case 'apacheRule':
      return { ...hop, rewrites: [setting.rule, ...hop.rewrites] };
    case 'mergeSlashes':
      return { ...hop, mergeSlashes: setting.isOn };
    case 'allowEncodedSlashes':
      return { ...hop, allowEncodedSlashes: setting.value };
    case 'proxyPassLine':
      return { ...hop, proxyPass: hop.proxyPass.with(setting.index, setting.line) };
    default:
      return hop;
  }
}

/** As lines of the server's configuration. */
export function settingLines(server: Change['server'], setting: SettingChange): string[] {
  switch (setting.kind) {
    case 'nginxRule':
      return directiveLines(setting.rule);
    case 'apacheRule':
      return ruleLines(setting.rule);
    case 'mergeSlashes':
      return [
        server === 'nginx'
          ? `merge_slashes ${setting.isOn ? 'on' : 'off'};`
          : `MergeSlashes ${setting.isOn ? 'On' : 'Off'}`,
      ];
    case 'allowEncodedSlashes':
      return [`AllowEncodedSlashes ${setting.value}`];
    case 'location': {
      const { action } = setting.location;
      const uri = action.kind === 'proxyPass' ? (action.uri ?? '') : '';
      return [`${locationText(setting.location)} {`, `    proxy_pass ${NEXT_HOP}${uri};`, '}'];
    }
    case 'proxyPassLine':
      return [proxyPassText(setting.line)];
  }
}
