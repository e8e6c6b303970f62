/** The server of the lowest cost; of several, each alike. */
const TWO_POW_MINUS_32 = 2 ** -32;

export function lowestOf(servers: Int32Array, costOf: (server: number) => number, choice: number): number {
  let lowest = Number.POSITIVE_INFINITY;
  let count = 0;
  for (const server of servers) {
    const cost = costOf(server);
    if (cost > lowest) continue;
    count = cost === lowest ? count + 1 : 1;
    lowest = cost;
  }
  let left = Math.floor(choice * TWO_POW_MINUS_32 * count);
  for (const server of servers) {
    if (costOf(server) === lowest && left-- === 0) return server;
  }
  return servers[0]!;
}
