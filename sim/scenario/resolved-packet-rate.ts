/** What machines can take of a flood, and how often clients send a SYN that got lost. */

/** `linear`: Linux 6.5 and later (tcp_syn_linear_timeouts = 4); `exponential`: before, and most others. */
export const SYN_SCHEDULES = ['linear', 'exponential'] as const;
export type SynSchedule = (typeof SYN_SCHEDULES)[number];

/** Packets a second of one machine. */
export interface ResolvedPacketRate {
  readonly server: number;
  readonly balancer: number;
  readonly maglev: number;
}
