/** `packetRate` of a design, with its defaults. */
import type { ResolvedPacketRate } from '../resolved-packet-rate.ts';
import type { DesignInput } from '../schema/designs.ts';
import { parseRatePerSecond } from '../units.ts';

/** Assumption: a Linux server of a few cores that answers SYNs with cookies. */
const DEFAULT_SERVER = 1_000_000;
/** Maglev paper, section 5.2: a machine forwards small packets at the line rate of 10 Gbps, 12 million a second. */
const DEFAULT_MAGLEV = 12_000_000;

export function resolvePacketRate({ packetRate }: Partial<DesignInput>): ResolvedPacketRate {
  const orDefault = (text: string | undefined, otherwise: number): number =>
    text === undefined ? otherwise : parseRatePerSecond(text)!;
  return {
    server: orDefault(packetRate?.server, DEFAULT_SERVER),
    balancer: orDefault(packetRate?.balancer, DEFAULT_SERVER),
    maglev: orDefault(packetRate?.maglev, DEFAULT_MAGLEV),
  };
}
