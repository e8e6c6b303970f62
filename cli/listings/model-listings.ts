/**
 * What the model knows by name: policies, kinds of design, outcomes, metrics and the columns of result files.
 */
import { DESIGNS } from '../../sim/designs/design-registry.ts';
import { OUTCOME_MEANINGS, RESULT_COLUMNS } from '../../sim/metrics/columns.ts';
import { COUNTERS } from '../../sim/metrics/counters.ts';
import { MACHINE_ROLES } from '../../sim/metrics/machine-role.ts';
import { OUTCOMES } from '../../sim/metrics/outcome.ts';
import { SUMMARY_METRICS } from '../../sim/metrics/summary-metrics.ts';
import { LOCALITY_POLICIES } from '../../sim/policies/locality/locality-policy-registry.ts';
import { SERVICE_POLICIES } from '../../sim/policies/service/service-policy-registry.ts';
import { CLASSIC_PORTS } from '../../sim/scenario/resolve/classic-ports.ts';
import type { Listing } from './listing.ts';

export const policies: Listing = {
  columns: ['policy', 'key', 'meaning'],
  rows: () => [
    ...Object.entries(SERVICE_POLICIES).map(([name, { summary }]) => [
      name,
      'serviceLbPolicy.loadBalancingAlgorithm',
      summary,
    ]),
    ...Object.entries(LOCALITY_POLICIES).map(([name, { summary }]) => [name, 'service.localityLbPolicy', summary]),
  ],
};

export const metrics: Listing = {
  columns: ['metric', 'unit', 'better', 'meaning'],
  rows: () => SUMMARY_METRICS.map(({ name, unit, better, meaning }) => [name, unit, better, meaning]),
};

export const counters: Listing = {
  columns: ['counter', 'unit', 'better', 'counted', 'meaning'],
  rows: () => COUNTERS.map(({ name, unit, better, holders, meaning }) => [name, unit, better, holders.where, meaning]),
};

export const columns: Listing = {
  columns: ['file', 'column', 'unit', 'meaning'],
  rows: () =>
    Object.entries(RESULT_COLUMNS).flatMap(([file, list]) =>
      list.map(({ name, unit, meaning }) => [file, name, unit, meaning]),
    ),
};

export const outcomes: Listing = {
  columns: ['outcome', 'meaning'],
  rows: () => OUTCOMES.map((outcome) => [outcome, `connections that ${OUTCOME_MEANINGS[outcome]}`]),
};

export const roles: Listing = {
  columns: ['role', 'meaning'],
  rows: () => Object.entries(MACHINE_ROLES),
};

export const ports: Listing = {
  columns: ['loadBalancingScheme', 'port'],
  rows: () => [...CLASSIC_PORTS.map((port) => ['EXTERNAL', port]), ['EXTERNAL_MANAGED', '1-65535']],
};

export const designs: Listing = {
  columns: ['kind', 'meaning'],
  rows: () => Object.entries(DESIGNS).map(([kind, { summary }]) => [kind, summary]),
};
