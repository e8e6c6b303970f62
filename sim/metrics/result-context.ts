/**
 * What merging needs to know besides the runs themselves: what was run, where, and how to run it again.
 */
import type { ResolvedScenario } from '../scenario/resolved-scenario.ts';
import type { Places } from './experiment-result.ts';

export interface ResultContext {
  readonly toolVersion: string;
  readonly scenario: ResolvedScenario;
  /**
   * Regions and zonal backends in the model's order, as run records index them. A backend's `id` is the scenario's,
   * with its zone behind a slash where it has several.
   */
  readonly places: Places;
  /** Path of the scenario file below the working directory, or its name alone: the same however it was typed. */
  readonly file: string;
  /** SHA-256 of the resolved scenario, hex. */
  readonly hash: string;
  /** SHA-256 of each part that decides a replication, hex: see `setupHashInputs`. */
  readonly setup: Readonly<Record<string, string>>;
  /** A command that reproduces the runs. */
  readonly command: string;
}
