/**
 * The locality policy at work: told which members there are, and asked for one.
 *
 * One instance serves all second-layer GFEs, as they see the same health. With outlier detection each GFE has a list
 * and an instance of its own, without the members it has ejected. Assumption, after Envoy's panic threshold: where all
 * healthy members of a backend are ejected, all are used.
 */
import type { HealthChecks } from '../../fleet/health-checks.ts';
import type { OutlierDetection } from '../../fleet/outlier-detection.ts';
import type { Revision } from '../../fleet/revision.ts';
import { pinned } from '../../kernel/pinned.ts';
import type { LocalityPolicy } from '../../policies/locality/locality-policy.ts';

const NEVER = -1;

export class MemberChoice {
  readonly #healthChecks: HealthChecks;
  readonly #backendCount: number;
  /** One for all GFEs, or one for each. */
  readonly #policies: readonly LocalityPolicy[];
  readonly #outliers: OutlierDetection | null;
  /** Advanced whenever health changes a list. */
  readonly #revision: Revision;
  #lookedAt = NEVER;
  /** [policyCount][backendCount] 1 where a GFE's list is not what its policy was told last. */
  readonly #isStale: Uint8Array;

  constructor(
    create: (number: number) => LocalityPolicy,
    healthChecks: HealthChecks,
    outliers: OutlierDetection | null,
    revision: Revision,
    gfeCount: number,
    backendCount: number,
  ) {
    this.#healthChecks = healthChecks;
    this.#outliers = outliers;
    this.#revision = revision;
    this.#backendCount = backendCount;
    this.#policies = Array.from({ length: outliers === null ? 1 : gfeCount }, (_, number) => create(number));
    this.#isStale = pinned(new Uint8Array(this.#policies.length * backendCount).fill(1));
  }

  /** A GFE has ejected a member of a backend, or taken it back. */
  listChanged(gfe: number, backend: number): void {
    this.#isStale[gfe * this.#backendCount + backend] = 1;
  }

  /** A healthy member of a backend that has one. Hot. */
  pick(gfe: number, backend: number, affinityHash: number, choice: number): number {
    if (this.#revision.number !== this.#lookedAt) this.#lookForChanges();
    const number = this.#outliers === null ? 0 : gfe;
    const policy = this.#policies[number]!;
    if (this.#isStale[number * this.#backendCount + backend] === 1) {
      this.#isStale[number * this.#backendCount + backend] = 0;
      policy.setMembers(backend, this.#membersFor(gfe, backend));
    }
    return policy.pick(backend, affinityHash, choice);
  }

  #lookForChanges(): void {
    this.#lookedAt = this.#revision.number;
    for (let backend = 0; backend < this.#backendCount; backend++) {
      if (!this.#healthChecks.takeListChange(backend)) continue;
      for (let at = backend; at < this.#isStale.length; at += this.#backendCount) this.#isStale[at] = 1;
    }
  }

  #membersFor(gfe: number, backend: number): Int32Array {
    const healthy = this.#healthChecks.healthyMembers(backend);
    if (this.#outliers === null) return healthy;
    const left = healthy.filter((member) => !this.#outliers!.isEjected(gfe, member));
    return left.length === 0 ? healthy : left;
  }
}
