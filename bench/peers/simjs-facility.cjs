/**
 * The load-balancing model on simjs 2 (npm), in its own style: an entity that sets timers, a FCFS Facility for each server.
 *
 * Answers requests "servers processors rate shorterOfTwo customers seed", one a line. Checked in each run by its mean, against Spillway's for
 * equally many customers from an empty start.
 */
const { createInterface } = require('node:readline');

// simjs 2 hangs its exports on `window`.
globalThis.window = {};
require('simjs');
const { Sim, Entity, Facility, Random } = globalThis.window.Sim;

function run(serverCount, processors, rate, shorterOfTwo, customers, seed) {
  const sim = new Sim();
  const chance = new Random(seed);
  const servers = Array.from({ length: serverCount }, (_, i) => new Facility(`server ${i}`, Facility.FCFS, processors));
  const inSystem = new Int32Array(serverCount);
  const state = { offered: 0, departed: 0, sum: 0 };

  class Source extends Entity {
    start() {
      this.setTimer(chance.exponential(rate)).done(() => this.arrive());
    }

    arrive() {
      let server = Math.floor(chance.random() * serverCount);
      if (shorterOfTwo) {
        const other = Math.floor(chance.random() * serverCount);
        if (inSystem[other] < inSystem[server]) server = other;
      }
      inSystem[server]++;
      const arrivedAt = this.time();
      this.useFacility(servers[server], chance.exponential(1)).done(() => {
        inSystem[server]--;
        state.sum += this.time() - arrivedAt;
        state.departed++;
      });
      if (++state.offered < customers) this.start();
    }
  }

  sim.addEntity(Source);
  const startedAt = process.cpuUsage();
  sim.simulate(1e12, 1e12);
  const { user, system } = process.cpuUsage(startedAt);
  const cpuSeconds = (user + system) / 1e6;
  return { customers: state.departed, cpuSeconds, meanInSystem: state.sum / state.departed, checksum: 0 };
}

createInterface({ input: process.stdin }).on('line', (line) => {
  const [servers, processors, rate, shorter, customers, seed] = line.split(' ').map(Number);
  process.stdout.write(`${JSON.stringify(run(servers, processors, rate, shorter !== 0, customers, seed))}\n`);
});
