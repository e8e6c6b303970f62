/**
 * CPU time of the calling thread: what other processes take of the machine does not
 * count, nor do V8's compiler threads.
 *
 * Linux only tells it (proc(5), schedstat: nanoseconds on the processor); elsewhere the CPU time
 * of the whole process is taken.
 */
import { readFileSync } from 'node:fs';

const SCHEDSTAT = '/proc/thread-self/schedstat';

export function threadCpuSeconds(): number {
  try {
    return Number(readFileSync(SCHEDSTAT, 'utf8').split(' ')[0]) / 1e9;
  } catch {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  }
}
