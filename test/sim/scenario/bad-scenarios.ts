/**
 * Faulty scenarios with the exact messages they give: pieces exchanged in
 * `good/region-at-capacity.yaml`, or a whole text.
 *
 * Read by the golden test of the loader, and by the test that the exported schema agrees with the one the loader uses.
 */

import { BAD_AUTOSCALER } from './bad/autoscaler.ts';
import { BAD_BACKEND_CAPACITY } from './bad/backend-capacity.ts';
import { BAD_BACKEND_KINDS } from './bad/backend-kinds.ts';
import type { BadScenario } from './bad/bad-scenario.ts';
import { BAD_CHAIN } from './bad/chain.ts';
import { BAD_COUNTERS } from './bad/counters.ts';
import { BAD_DESIGNS } from './bad/designs.ts';
import { BAD_DOCUMENT } from './bad/document.ts';
import { BAD_EVENTS_AND_EXPERIMENT } from './bad/events-and-experiment.ts';
import { BAD_EXPECTATIONS } from './bad/expectations.ts';
import { BAD_EXPLAIN } from './bad/explain.ts';
import { BAD_MEMBER_TIERS } from './bad/member-tiers.ts';
import { BAD_NAMING } from './bad/naming.ts';
import { BAD_PASSTHROUGH } from './bad/passthrough.ts';
import { BAD_REACHABILITY } from './bad/reachability.ts';
import { BAD_REDIRECT } from './bad/redirect.ts';
import { BAD_REQUESTS } from './bad/requests.ts';
import { BAD_ROLLOUT } from './bad/rollout.ts';
import { BAD_SECURITY_POLICY } from './bad/security-policy.ts';
import { BAD_SERIES_AND_BOUNDS } from './bad/series-and-bounds.ts';
import { BAD_SERVICE } from './bad/service.ts';
import { BAD_STATEMENTS } from './bad/statements.ts';
import { BAD_TIME_AND_WORLD } from './bad/time-and-world.ts';
import { BAD_TRAFFIC } from './bad/traffic.ts';

export const BAD_SCENARIOS: readonly BadScenario[] = [
  ...BAD_DOCUMENT,
  ...BAD_TIME_AND_WORLD,
  ...BAD_EVENTS_AND_EXPERIMENT,
  ...BAD_TRAFFIC,
  ...BAD_SERVICE,
  ...BAD_SECURITY_POLICY,
  ...BAD_BACKEND_CAPACITY,
  ...BAD_BACKEND_KINDS,
  ...BAD_AUTOSCALER,
  ...BAD_PASSTHROUGH,
  ...BAD_CHAIN,
  ...BAD_MEMBER_TIERS,
  ...BAD_ROLLOUT,
  ...BAD_REACHABILITY,
  ...BAD_EXPECTATIONS,
  ...BAD_STATEMENTS,
  ...BAD_COUNTERS,
  ...BAD_SERIES_AND_BOUNDS,
  ...BAD_EXPLAIN,
  ...BAD_REQUESTS,
  ...BAD_DESIGNS,
  ...BAD_REDIRECT,
  ...BAD_NAMING,
];
