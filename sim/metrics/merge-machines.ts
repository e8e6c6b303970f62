/**
 * The machines of one design over the measured time, one by one: means over its runs.
 *
 * A place for a member that held none, or none that took a connection, in any run has no row unless a
 * member was there all the time.
 */
import type { DesignRuns } from './design-runs.ts';
import type { MachineRow } from './experiment-result.ts';
import type { MachineRecord } from './machine-tally.ts';
import { memberRanges } from './member-imbalance.ts';
import type { ResultContext } from './result-context.ts';
import type { MemberRecord } from './run-record.ts';

/** What every design counts of a member. */
type Counts = Exclude<keyof MemberRecord, 'assigned'>;

/** Servers in the order of their zonal backends, then the machines that the design declares. */
export function mergeMachines(design: DesignRuns, context: ResultContext): MachineRow[] {
  return [...servers(design, context), ...declared(design, context)];
}

function declared({ designId, runs }: DesignRuns, { scenario }: ResultContext): MachineRow[] {
  const isSized = scenario.traffic.payload !== undefined;
  const measuredUs = mean(runs.map(({ simulatedUs }) => Math.max(1, simulatedUs - scenario.time.warmup)));
  return runs[0]!.machines.flatMap(({ role, name, regionIndex, cores }, at) => {
    // Most PoPs of the world have no part in a run.
    if (role === 'frontEnd' && runs.every(({ machines }) => machines[at]!.handled === 0)) return [];
    const meanOf = (pick: (machine: MachineRecord) => number): number =>
      mean(runs.map((run) => pick(run.machines[at]!)));
    return {
      designId,
      role,
      machine: name,
      regionIndex,
      handled: meanOf(({ handled }) => handled),
      bytesIn: isSized ? meanOf(({ bytesIn }) => bytesIn) : null,
      bytesOut: isSized ? meanOf(({ bytesOut }) => bytesOut) : null,
      peakOpen: meanOf(({ peakOpen }) => peakOpen),
      assigned: null,
      cpuUse: cores === undefined ? null : meanOf(({ workUs }) => workUs) / (cores * measuredUs),
      peakMemoryBytes: cores === undefined ? null : meanOf(({ peakMemoryBytes }) => peakMemoryBytes),
      cpuPeak: role === 'tier' ? meanOf(({ busyMax }) => busyMax) : null,
      logBytes: role === 'tier' ? meanOf(({ logBytes }) => logBytes) : null,
    };
  });
}

function servers({ designId, runs }: DesignRuns, { places, scenario }: ResultContext): MachineRow[] {
  const isSized = scenario.traffic.payload !== undefined;
  const members = runs.map((run) => run.members);
  const isThere = (slot: number): boolean => {
    return members.some(({ isPartTime, established, refused }) => {
      return isPartTime[slot] === 0 || established[slot]! > 0 || refused[slot]! > 0;
    });
  };
  return memberRanges(places).flatMap(({ first, end }, backendIndex) => {
    const { id, regionIndex } = places.backends[backendIndex]!;
    const slots = Array.from({ length: end - first }, (_, number) => first + number).filter(isThere);
    return slots.map((slot) => {
      const valuesOf = (key: Counts): number[] => members.map((ofRun) => ofRun[key][slot]!);
      return {
        designId,
        role: 'server' as const,
        machine: `${id}/${slot - first}`,
        regionIndex,
        handled: mean(valuesOf('established')),
        bytesIn: isSized ? mean(valuesOf('bytesIn')) : null,
        bytesOut: isSized ? mean(valuesOf('bytesOut')) : null,
        peakOpen: mean(valuesOf('activeMax')),
        assigned: members[0]!.assigned === null ? null : mean(members.map(({ assigned }) => assigned![slot]!)),
        cpuUse: null,
        peakMemoryBytes: null,
        cpuPeak: null,
        logBytes: null,
      };
    });
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
