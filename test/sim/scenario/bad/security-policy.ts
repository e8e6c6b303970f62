/** Faults in `service.securityPolicy`. */
import type { BadScenario } from './bad-scenario.ts';

function withPolicy(policy: string): [string, string] {
  return ['  port: 443\n', `  port: 443\n  securityPolicy: ${policy}\n`];
}

export const BAD_SECURITY_POLICY: readonly BadScenario[] = [
  {
    name: 'a ban without its length',
    edits: [
      withPolicy('{ action: rate_based_ban, rateLimitOptions: { rateLimitThreshold: { count: 9, interval: 10s } } }'),
    ],
    expected: ['s.yaml:21:45 error service.securityPolicy.rateLimitOptions: action rate_based_ban needs "banDuration"'],
  },
  {
    name: 'a throttle that bans',
    edits: [withPolicy('{ rateLimitOptions: { banDuration: 1m, rateLimitThreshold: { count: 9, interval: 10s } } }')],
    expected: [
      's.yaml:21:41 error service.securityPolicy.rateLimitOptions.banDuration: throttle bans nobody: it is for action rate_based_ban',
    ],
  },
  {
    name: 'an interval without a unit',
    edits: [withPolicy('{ rateLimitOptions: { rateLimitThreshold: { count: 9, interval: 10 } } }')],
    expected: [
      's.yaml:21:83 error service.securityPolicy.rateLimitOptions.rateLimitThreshold.interval: expected a duration such as 30s or 1h30m; a bare 10 has no unit',
    ],
  },
];
