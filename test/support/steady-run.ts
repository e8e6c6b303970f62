/** A run under constant demand, read after its first three minutes: what each backend got, and how full it was. */
import { UNATTENDED } from '../../sim/kernel/kernel.ts';
import type { CapacityUnit } from '../../sim/scenario/capacity-unit.ts';
import { simulate } from '../../sim/simulate.ts';
import { mergePlain, modelWith, type PlainMap } from './scenario.ts';

const WARM_INTERVALS = 18;
const INTERVAL_S = 10;

export interface SteadyRun {
  readonly unit: CapacityUnit;
  /** Time that is read, s. */
  readonly seconds: number;
  ratePerSecond(backend: string): number;
  /** Load over capacity, mean over the ends of intervals. */
  meanUse(backend: string): number;
  /** Load over capacity at the end of each interval. */
  uses(backend: string): number[];
  capacity(backend: string): number;
}

/** Ten minutes of a scenario with these changes, all clients in one network of Seoul. */
export function steadyRun(changes: PlainMap): SteadyRun {
  const model = modelWith(
    mergePlain(
      { time: { duration: '10m', interval: `${INTERVAL_S}s` }, world: { clients: { networksPerMetro: 1 } } },
      changes,
    ),
  );
  const { serving, intervalCount } = simulate(model, 0, 0, UNATTENDED);
  const plan = model.plans[0]!;
  const width = plan.backends.length;
  const cells = (backend: string): number[] => {
    const index = plan.backends.findIndex(({ id }) => id === backend);
    return Array.from({ length: intervalCount - WARM_INTERVALS }, (_, at) => (WARM_INTERVALS + at) * width + index);
  };
  const seconds = (intervalCount - WARM_INTERVALS) * INTERVAL_S;
  const uses = (backend: string) => cells(backend).map((cell) => serving.load[cell]! / serving.capacity[cell]!);
  return {
    unit: plan.unit,
    seconds,
    ratePerSecond: (backend) => cells(backend).reduce((sum, cell) => sum + serving.established[cell]!, 0) / seconds,
    meanUse: (backend) => uses(backend).reduce((sum, use) => sum + use, 0) / uses(backend).length,
    uses,
    capacity: (backend) => serving.capacity[cells(backend)[0]!]!,
  };
}
