/**
 * A service policy of the user's own, watched: what it throws, and a pick that is none, ends the run with an error that
 * says which decision of which design it was. Built-in policies are not wrapped.
 */
import { type FleetView, isEligible } from '../fleet/fleet-view.ts';
import type { RandomStreams } from '../kernel/random-streams.ts';
import type { SimTime } from '../kernel/time.ts';
import { NO_BACKEND, type ServicePolicy } from '../policies/service/service-policy.ts';
import { SERVICE_POLICIES } from '../policies/service/service-policy-registry.ts';
import { formatDurationUs } from '../scenario/units.ts';
import { ModuleFault, returnedText, thrownText } from './module-fault.ts';
import { callModule, type ResolvedModule } from './module-library.ts';
import type {
  BackendFacts,
  BuiltInServicePolicy,
  ServicePolicy as CustomPolicy,
  ServicePolicyContext,
  ServicePolicyModule,
} from './policy-interface.ts';

/** Where in an experiment a policy is at work. */
export interface PolicyScene {
  readonly designId: string;
  readonly streams: RandomStreams;
  readonly now: () => SimTime;
}

export interface FleetFacts {
  readonly backends: readonly BackendFacts[];
  readonly regions: readonly string[];
}

export class GuardedServicePolicy implements ServicePolicy {
  readonly #policy: CustomPolicy;
  readonly #reference: ResolvedModule;
  readonly #scene: PolicyScene;
  readonly #facts: FleetFacts;
  #decisionCount = 0;
  /** Whether asking changes nothing: neither a state nor a draw of its own. */
  readonly isStateless: boolean;

  constructor(module: ServicePolicyModule, reference: ResolvedModule, facts: FleetFacts, scene: PolicyScene) {
    this.#reference = reference;
    this.#scene = scene;
    this.#facts = facts;
    this.isStateless = module.isStateless === true;
    const context = servicePolicyContext(reference, facts, scene.streams);
    const policy: unknown = callModule(`${this.#who()}, create`, () => module.create(context));
    if (!isPolicy(policy)) {
      throw new ModuleFault(`${this.#who()}: create returned ${returnedText(policy)}; expected an object with pick`);
    }
    this.#policy = policy;
  }

  pick(view: FleetView, choice: number): number {
    this.#decisionCount++;
    let picked: unknown;
    try {
      picked = this.#policy.pick(view, choice >>> 0);
    } catch (thrown) {
      throw new ModuleFault(`${this.#where()}: threw ${thrownText(thrown)}`, { cause: thrown });
    }
    if (picked === NO_BACKEND) return NO_BACKEND;
    const count = view.capacity.length;
    if (typeof picked !== 'number' || !Number.isInteger(picked) || picked < 0 || picked >= count) {
      const form = `a backend from 0 to ${count - 1}, or -1 for none`;
      throw new ModuleFault(`${this.#where()}: returned ${returnedText(picked)}; expected ${form}`);
    }
    if (!isEligible(view, picked)) {
      const backend = `${picked} (${this.#facts.backends[picked]!.id})`;
      throw new ModuleFault(`${this.#where()}: picked backend ${backend}, which ${whyNot(view, picked)}`);
    }
    return picked;
  }

  #where(): string {
    const { designId, now } = this.#scene;
    return `${this.#who()}, design ${designId}, at ${formatDurationUs(now())}, decision ${this.#decisionCount}`;
  }

  #who(): string {
    return `service policy ${this.#reference.name} (${this.#reference.module})`;
  }
}

export function servicePolicyContext(
  { name, options }: Pick<ResolvedModule, 'name' | 'options'>,
  { backends, regions }: FleetFacts,
  streams: RandomStreams,
): ServicePolicyContext<Record<string, number | string | boolean>> {
  const entries = Object.entries(SERVICE_POLICIES).map(([id, { policy }]) => [id, policy]);
  const builtIn = Object.fromEntries(entries) as Record<BuiltInServicePolicy, CustomPolicy>;
  return { options, stream: streams.stream(`policy/${name}`), backends, regions, builtIn };
}

function isPolicy(value: unknown): value is CustomPolicy {
  return typeof value === 'object' && value !== null && 'pick' in value && typeof value.pick === 'function';
}

function whyNot(view: FleetView, backend: number): string {
  if (view.isDraining[backend] === 1) return 'is draining';
  return view.capacity[backend]! > 0 ? 'has no healthy member' : 'has no capacity';
}
