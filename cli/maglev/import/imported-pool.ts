/** What an importer makes of a foreign file: the pool, and what it left out. */
import type { Backend } from '../../../sim/maglev/backend.ts';

export interface ImportedPool {
  readonly backends: readonly Backend[];
  /** Weight of each locality, where the file weighs localities. */
  readonly localityWeights: ReadonlyMap<string, number> | null;
  /** One line for each kind of thing that was left out, for stderr. */
  readonly notices: readonly string[];
}

/** Which part of a file to take, where it holds several. */
export interface ImportChoice {
  /** Kubernetes service or Envoy cluster; null where the file has one only. */
  readonly service: string | null;
  /** Name or number of a Kubernetes port; null where there is one only. */
  readonly port: string | null;
  /** Envoy priority level. */
  readonly priority: number;
  /** Keep what is not ready or not healthy. */
  readonly includeUnhealthy: boolean;
}

export const DEFAULT_CHOICE: ImportChoice = { service: null, port: null, priority: 0, includeUnhealthy: false };
