/**
 * What servers turn clients away by themselves for: rules of their own firewalls, and certificates that clients refuse.
 *
 * A change is pushed to all and reaches each server after a delay of its own, delay + U x spread as configuration
 * does; some it may never reach: firewalls that drift apart. Heartbeats and probes know nothing of it: they come from
 * elsewhere, and hold no certificate. State: what each server has learnt. Event: `serverRules.learnt`, subject =
 * number of the change at a server.
 */
import type { Push } from '../../faults/fault-target.ts';
import { ANSWERS, IS_SILENT } from '../../fleet/answer.ts';
import { GARBLES } from '../../fleet/reachability.ts';
import type { Handler, HandlerId, Kernel } from '../../kernel/kernel.ts';
import { type Duration, duration } from '../../kernel/time.ts';

export interface ServerRulesParts {
  readonly kernel: Kernel;
  readonly propagation: { readonly delay: Duration; readonly spread: Duration };
  readonly memberCount: number;
}

/** Drops nothing. */
const NO_NETWORK = new Uint8Array(0);

export class ServerRules {
  readonly #parts: ServerRulesParts;
  /** By member: its rules, each a mask of the networks whose packets it drops [networkCount]. */
  readonly #rules = new Map<number, Set<Uint8Array>>();
  /** [memberCount] the networks whose packets a member drops, by all its rules; what packets meet. */
  readonly #dropped: Uint8Array[];
  /** [memberCount] faults of its certificate. */
  readonly #certificateFaults: Int32Array;
  /** By rule and member: the last push of the rule, or of its end, that the member has learnt. */
  readonly #learntPush = new Map<Uint8Array, Map<number, number>>();
  #pushCount = 0;
  /** Changes on their way. */
  readonly #changes: (() => void)[] = [];
  /** Registered when first needed, so that nobody else's handler changes its number. */
  #handler: HandlerId | null = null;
  #onLearnt: () => void = () => {};
  /** Whether any server has ever had a rule; for hot readers. */
  isOn = false;

  constructor(parts: ServerRulesParts) {
    this.#parts = parts;
    this.#dropped = Array.from({ length: parts.memberCount }, () => NO_NETWORK);
    this.#certificateFaults = new Int32Array(parts.memberCount);
  }

  /** @param onLearnt told when a server has learnt of a rule, or of its end */
  watch(onLearnt: () => void): void {
    this.#onLearnt = onLearnt;
  }

  /** ANSWERS, IS_SILENT where a firewall drops the packets, GARBLES where the client refuses the certificate. Hot. */
  answerTo(member: number, network: number): number {
    if (this.drops(member, network)) return IS_SILENT;
    return this.#certificateFaults[member]! > 0 ? GARBLES : ANSWERS;
  }

  /** Hot. */
  drops(member: number, network: number): boolean {
    return this.#dropped[member]![network] === 1;
  }

  /** Share of an attacker's packets that a member's firewall lets in. */
  shareLetIn(member: number, sources: Float64Array): number {
    if (this.#dropped[member] === NO_NETWORK) return 1;
    return sources.reduce((sum, share, network) => (this.drops(member, network) ? sum : sum + share), 0);
  }

  /** Pushes a rule to members, or its end; returns how many will learn of it. */
  push(mask: Uint8Array, members: readonly number[], isBlocked: boolean, missing: number, push: Push): number {
    const reached = members.filter(() => missing === 0 || push.chance.uniform() >= missing);
    const number = ++this.#pushCount;
    const learntPush = this.#learntPush.get(mask) ?? new Map<number, number>();
    this.#learntPush.set(mask, learntPush);
    this.#spread(reached, push, (member) => {
      // Who hears of the end before it hears of the rule knows which is newer.
      if ((learntPush.get(member) ?? 0) > number) return;
      learntPush.set(member, number);
      const rules = this.#rules.get(member) ?? new Set();
      if (isBlocked) rules.add(mask);
      else rules.delete(mask);
      this.#rules.set(member, rules);
      this.#dropped[member] = together([...rules]);
      this.#onLearnt();
    });
    return reached.length;
  }

  /** Clients refuse the certificates of members from now on. */
  spoilCertificates(members: readonly number[]): void {
    this.isOn = true;
    for (const member of members) this.#certificateFaults[member]!++;
  }

  /** Members get good ones: at once, or as what is pushed reaches them. */
  renewCertificates(members: readonly number[], push: Push | null): void {
    const renew = (member: number): void => {
      this.#certificateFaults[member]!--;
    };
    if (push === null) members.forEach(renew);
    else this.#spread(members, push, renew);
  }

  #spread(members: readonly number[], push: Push, learn: (member: number) => void): void {
    this.isOn = true;
    const { kernel, propagation } = this.#parts;
    const { delay, spread } = propagation;
    if (delay === 0 && spread === 0) {
      members.forEach(learn);
      return;
    }
    this.#handler ??= kernel.register('serverRules.learnt', this.#learnt);
    for (const member of members) {
      const number = this.#changes.push(() => learn(member)) - 1;
      kernel.scheduleAfter(duration(delay + Math.floor(push.chance.uniform() * spread)), this.#handler, number);
    }
  }

  readonly #learnt: Handler = (number) => this.#changes[number]!();
}

/** What any of several masks has; one alone is it, so that members of one rule share its mask. */
function together(masks: readonly Uint8Array[]): Uint8Array {
  if (masks.length < 2) return masks[0] ?? NO_NETWORK;
  return masks[0]!.map((_, network) => (masks.some((mask) => mask[network] === 1) ? 1 : 0));
}
