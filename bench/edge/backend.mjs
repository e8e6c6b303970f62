/**
 * The backend of the measured chain: answers each request after a delay, exponential or fixed. `backend.mjs PORT exp|fixed MEAN_MS SEED`.
 *
 * Node's timers are whole milliseconds and fire late, so 0.55 ms come off and the rest is rounded at random: the mean comes out right to
 * half a millisecond. Prints the mean and squared variation of the delays it made when its input ends.
 */
import { createServer } from 'node:http';

const [port, kind, mean, seed] = [
  Number(process.argv[2]),
  process.argv[3],
  Number(process.argv[4]),
  Number(process.argv[5]),
];
const OFF_MS = 0.55;
const ANSWER = 'ok\n';

/** mulberry32, by Tommy Ettinger. */
let state = seed >>> 0;
function uniform() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}

const sums = { count: 0, delay: 0, squared: 0 };

const server = createServer({ keepAliveTimeout: 120_000, requestTimeout: 0 }, (_, response) => {
  const startedAt = performance.now();
  const answer = () => {
    const took = performance.now() - startedAt;
    sums.count++;
    sums.delay += took;
    sums.squared += took * took;
    response.writeHead(200, { 'Content-Length': ANSWER.length });
    response.end(ANSWER);
  };
  const asked = Math.max(0, (kind === 'exp' ? -Math.log(1 - uniform()) * mean : mean) - OFF_MS);
  const whole = Math.floor(asked) + (uniform() < asked % 1 ? 1 : 0);
  if (whole < 1) setImmediate(answer);
  else setTimeout(answer, whole);
});
server.maxRequestsPerSocket = 0;
server.listen({ port, host: '127.0.0.1', backlog: 4_096 }, () => console.log('listening'));

process.stdin.resume();
process.stdin.on('end', () => {
  const meanMs = sums.delay / sums.count;
  console.log(JSON.stringify({ meanMs, squaredVariation: sums.squared / sums.count / meanMs ** 2 - 1 }));
  process.exit();
});
