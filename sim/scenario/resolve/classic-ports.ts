/**
 * Ports of the classic TCP proxy: the product takes only these 25 (Google Cloud, "TCP proxy load balancing overview").
 */

export const CLASSIC_PORTS: readonly number[] = [
  25, 43, 110, 143, 195, 443, 465, 587, 700, 993, 995, 1883, 3389, 5222, 5432, 5671, 5672, 5900, 5901, 6379, 8085, 8099,
  9092, 9200, 9300,
];

/** The allowed ports next to one that is not: the greatest below and the least above. */
export function nearestClassicPorts(port: number): number[] {
  const below = CLASSIC_PORTS.filter((allowed) => allowed < port).at(-1);
  const above = CLASSIC_PORTS.find((allowed) => allowed > port);
  return [below, above].filter((allowed) => allowed !== undefined);
}
