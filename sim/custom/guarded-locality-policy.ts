/**
 * A locality policy of the user's own, watched: what it throws, and a pick that is no member it was told of, ends the
 * run with an error that says which decision of which design it was.
 */
import type { LocalityContext, LocalityPolicy } from '../policies/locality/locality-policy.ts';
import { formatDurationUs } from '../scenario/units.ts';
import type { PolicyScene } from './guarded-service-policy.ts';
import { ModuleFault, returnedText, thrownText } from './module-fault.ts';
import { callModule, type ResolvedModule } from './module-library.ts';
import type { LocalityPolicy as CustomPolicy, LocalityPolicyModule } from './policy-interface.ts';

export class GuardedLocalityPolicy implements LocalityPolicy {
  readonly #policy: CustomPolicy;
  readonly #reference: ResolvedModule;
  readonly #scene: PolicyScene;
  /** [backendCount] as last told. */
  readonly #membersOf: Int32Array[];
  #decisionCount = 0;

  constructor(
    module: LocalityPolicyModule,
    reference: ResolvedModule,
    context: LocalityContext,
    scene: PolicyScene,
    number: number,
  ) {
    this.#reference = reference;
    this.#scene = scene;
    this.#membersOf = new Array<Int32Array>(context.backendCount).fill(new Int32Array(0));
    const { backendCount, memberLoad, memberName } = context;
    // Two of one name must not draw the same.
    const name = number === 0 ? `policy/${reference.name}` : `policy/${reference.name}/${number}`;
    const stream = scene.streams.stream(name);
    const given = { options: reference.options, stream, backendCount, memberLoad, memberName };
    const policy: unknown = callModule(`${this.#who()}, create`, () => module.create(given));
    if (!isPolicy(policy)) {
      const form = 'an object with setMembers and pick';
      throw new ModuleFault(`${this.#who()}: create returned ${returnedText(policy)}; expected ${form}`);
    }
    this.#policy = policy;
  }

  setMembers(backend: number, members: Int32Array): void {
    this.#membersOf[backend] = members;
    callModule(`${this.#where()}, setMembers of backend ${backend}`, () => this.#policy.setMembers(backend, members));
  }

  pick(backend: number, affinityHash: number, choice: number): number {
    this.#decisionCount++;
    let picked: unknown;
    try {
      picked = this.#policy.pick(backend, affinityHash >>> 0, choice >>> 0);
    } catch (thrown) {
      throw new ModuleFault(`${this.#where()}: threw ${thrownText(thrown)}`, { cause: thrown });
    }
    const members = this.#membersOf[backend]!;
    if (typeof picked !== 'number' || !members.includes(picked)) {
      const form = `one of the ${members.length} members of backend ${backend} that it was told of`;
      throw new ModuleFault(`${this.#where()}: returned ${returnedText(picked)}; expected ${form}`);
    }
    return picked;
  }

  #where(): string {
    const { designId, now } = this.#scene;
    return `${this.#who()}, design ${designId}, at ${formatDurationUs(now())}, decision ${this.#decisionCount}`;
  }

  #who(): string {
    return `locality policy ${this.#reference.name} (${this.#reference.module})`;
  }
}

function isPolicy(value: unknown): value is CustomPolicy {
  return (
    typeof value === 'object' &&
    value !== null &&
    'pick' in value &&
    typeof value.pick === 'function' &&
    'setMembers' in value &&
    typeof value.setMembers === 'function'
  );
}
