/** Runs a service discipline on a list of jobs and writes down when each was answered and closed. */
import { ConnectionStore } from '../../../sim/fleet/connection-store.ts';
import { type ClosedListener, REFUSED, type ServiceDiscipline } from '../../../sim/fleet/service-discipline.ts';
import { Kernel, NO_ARRIVALS, UNATTENDED } from '../../../sim/kernel/kernel.ts';
import type { SimTime } from '../../../sim/kernel/time.ts';

/**
 * One connection: arrives at `at`, needs `work`, stays open `hold` after its answer; evicted at `evictAt`. All in us.
 */
export interface Job {
  readonly at: number;
  readonly work: number;
  readonly hold: number;
  readonly member?: number;
  readonly evictAt?: number;
}

export type JobEnd = readonly [answeredAt: number, closedAt: number] | 'refused' | 'evicted';

type MakeDiscipline = (kernel: Kernel, connections: ConnectionStore, onClosed: ClosedListener) => ServiceDiscipline;

/**
 * What became of each job, in the order given. Jobs of equal instants are admitted in the
 * order given, evictions before them.
 */
export function runJobs(make: MakeDiscipline, jobs: readonly Job[]): JobEnd[] {
  const kernel = new Kernel();
  const connections = new ConnectionStore();
  const ends: JobEnd[] = [];
  const rowOfJob: number[] = [];
  const jobOfRow: number[] = [];
  const discipline = make(kernel, connections, (row) => {
    ends[jobOfRow[row]!] = [connections.firstByteAt(row), kernel.now];
    connections.free(row);
  });
  const evict = kernel.register('test.evict', (job) => {
    const row = rowOfJob[job]!;
    discipline.evict(row, connections.member(row));
    ends[job] = 'evicted';
    connections.free(row);
  });
  const admit = kernel.register('test.admit', (job) => {
    const { work, hold, member = 0 } = jobs[job]!;
    const row = connections.allocate();
    connections.setMember(row, member);
    connections.setService(row, work);
    connections.setHold(row, hold);
    rowOfJob[job] = row;
    jobOfRow[row] = job;
    if (discipline.admit(row, member) !== REFUSED) return;
    ends[job] = 'refused';
    connections.free(row);
  });
  jobs.forEach(({ evictAt }, job) => {
    if (evictAt !== undefined) kernel.schedule(evictAt as SimTime, evict, job);
  });
  jobs.forEach(({ at }, job) => {
    kernel.schedule(at as SimTime, admit, job);
  });
  kernel.run(1e15 as SimTime, NO_ARRIVALS, UNATTENDED);
  if (connections.openCount !== 0) throw new Error(`${connections.openCount} connections were left behind`);
  return ends;
}
