/**
 * The parts of the proxy that an explanation looks into; it changes none of them.
 */
import type { ConnectionStore } from '../../../fleet/connection-store.ts';
import type { Fleet } from '../../../fleet/fleet.ts';
import type { FleetPlan } from '../../../fleet/fleet-plan.ts';
import type { HealthChecks } from '../../../fleet/health-checks.ts';
import type { LoadReports } from '../../../fleet/load-reports.ts';
import type { OutlierDetection } from '../../../fleet/outlier-detection.ts';
import type { SecondLayerGfes } from '../../../fleet/second-layer-gfes.ts';
import type { SecondLayerSites } from '../../../fleet/second-layer-sites.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import type { ResolvedDesign } from '../../../scenario/resolved-scenario.ts';
import type { World } from '../../../world/world.ts';
import type { Configuration } from '../../parts/configuration.ts';
import type { Disconnection } from '../../parts/disconnection.ts';
import type { MemberDoors } from '../../parts/member-doors.ts';
import type { Members } from '../../parts/members.ts';
import type { ClientRoutes } from '../client-routes.ts';
import type { MaglevTier } from '../maglev-tier.ts';
import type { MemberWays } from '../member-ways.ts';
import type { SecondLayer } from '../second-layer.ts';

export interface ExplainedParts {
  readonly design: ResolvedDesign;
  readonly world: World;
  readonly plan: FleetPlan;
  readonly kernel: Kernel;
  readonly connections: ConnectionStore;
  readonly fleet: Fleet;
  readonly sites: SecondLayerSites;
  readonly gfes: SecondLayerGfes;
  readonly ways: MemberWays;
  readonly configuration: Configuration;
  readonly healthChecks: HealthChecks;
  readonly loadReports: LoadReports;
  readonly members: Members;
  readonly outliers: OutlierDetection | null;
  readonly doors: MemberDoors;
  readonly routes: ClientRoutes;
  readonly maglevTier: MaglevTier;
  readonly secondLayer: SecondLayer;
  readonly disconnection: Disconnection;
}
