/**
 * Counts the changes of what changes seldom: configuration, health, shares of backends,
 * second-layer GFEs that take connections.
 *
 * Whoever derives a table from such facts keeps the number that it saw, and makes the table anew when the number
 * is another. Every writer of the facts advances it: `KnownConfiguration` (members too: their owner has it
 * review the backend), `HealthChecks`, `MeasuredLoads` (shares), `SecondLayerMachines`, and in designs without
 * probes of the cloud's those who count the healthy. One number for all of a run, so a table may be made anew
 * for nothing, and is never stale.
 */
export class Revision {
  /** To be compared, nothing else. */
  number = 0;

  advance(): void {
    this.number++;
  }
}
