/**
 * Which servers the DNS record has: members of backends in service, less those that are drained and those that
 * were withdrawn because they failed. Where only failed ones are left it has them all, because an empty answer
 * helps nobody (so does Route 53).
 *
 * State: who is a member. A change is in the record at once; copies of it are not changed by that.
 */
import { ANSWERS } from '../../fleet/answer.ts';
import type { HealthWatch } from '../../fleet/health-watch.ts';
import type { DesignContext } from '../design-run.ts';
import { NameRecord } from '../naming/name-record.ts';
import { Withdrawals } from '../naming/withdrawals.ts';
import type { DirectServers } from '../parts/direct-servers.ts';

export class ListedServers implements HealthWatch {
  readonly record: NameRecord;
  readonly #context: DesignContext;
  readonly #servers: DirectServers;
  readonly #withdrawals: Withdrawals;
  /** [slotCount] 1 while its backend has it. */
  readonly #isMember: Uint8Array;

  constructor(context: DesignContext, servers: DirectServers) {
    const { kernel, plan, design, note } = context;
    const { fleet, configuration } = servers;
    this.#context = context;
    this.#servers = servers;
    this.record = new NameRecord(Int16Array.from(fleet.backendOf, (backend) => plan.backends[backend]!.regionIndex));
    this.#isMember = new Uint8Array(plan.slotCount);
    for (const { firstMember, initialMembers } of plan.backends) {
      this.#isMember.fill(1, firstMember, firstMember + initialMembers);
    }
    this.#withdrawals = new Withdrawals(
      kernel,
      plan.slotCount,
      design.naming!.withdrawAfter,
      (member) => fleet.probeAnswerOf(member) === ANSWERS,
      (member, isWithdrawn) => {
        const { id, firstMember } = plan.backends[fleet.backendOf[member]!]!;
        note('dns', `${id}/${member - firstMember} ${isWithdrawn ? 'taken out of' : 'put back into'} the DNS record`);
        this.#publish();
      },
    );
    configuration.watchLearning(() => this.#publish());
    this.#publish();
  }

  memberChanged(member: number): void {
    this.#withdrawals.review(member);
  }

  memberJoined(member: number): void {
    this.#isMember[member] = 1;
    this.#publish();
    this.#withdrawals.review(member);
  }

  memberLeft(member: number): void {
    this.#isMember[member] = 0;
    this.#publish();
  }

  /** Whether clients that ask now may be told of it. */
  isHealthy(member: number): boolean {
    return this.record.isListed(member);
  }

  #publish(): void {
    const { fleet, knowledge, configuration } = this.#servers;
    const { isInService, isDraining } = configuration.knownByGfe(0);
    const present = [...fleet.backendOf.keys()].filter((member) => {
      const backend = fleet.backendOf[member]!;
      return this.#isMember[member] === 1 && isInService[backend] === 1 && isDraining[backend] === 0;
    });
    const kept = present.filter((member) => !this.#withdrawals.isWithdrawn(member));
    this.record.publish(Int32Array.from(kept.length > 0 ? kept : present));
    this.#context.plan.backends.forEach(({ firstMember, slotCount }, backend) => {
      let count = 0;
      for (let member = firstMember; member < firstMember + slotCount; member++) {
        if (this.isHealthy(member)) count++;
      }
      knowledge.healthyCount[backend] = count;
    });
    knowledge.revision.advance();
  }
}
