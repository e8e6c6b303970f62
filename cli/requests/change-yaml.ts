/**
 * A suggested change as part of a hop in a scenario file.
 */
import { stringify } from 'yaml';
import type { Change } from '../../sim/requests/suggest/change.ts';
import { apacheRuleMap, directiveMap, locationMap } from '../../sim/scenario/normalise-requests.ts';

/** Lines of YAML. Rules go before those that are there. */
export function changeYaml({ setting }: Change): string[] {
  return stringify(settingMap(setting), { lineWidth: 0 }).trimEnd().split('\n');
}

function settingMap(setting: Change['setting']): Readonly<Record<string, unknown>> {
  switch (setting.kind) {
    case 'nginxRule':
      return { rewrites: [directiveMap(setting.rule)] };
    case 'apacheRule':
      return { rewrites: [apacheRuleMap(setting.rule)] };
    case 'mergeSlashes':
      return { mergeSlashes: setting.isOn };
    case 'allowEncodedSlashes':
      return { allowEncodedSlashes: setting.value };
    case 'location':
      return { locations: [locationMap(setting.location)] };
    case 'proxyPassLine':
      return { proxyPass: [setting.line] };
  }
}
