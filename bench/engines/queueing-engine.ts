/**
 * Spillway as an engine of queueing models: answers "servers processors rate shorterOfTwo customers seed".
 */
import { createLoadBalancingModel } from '../models/load-balancing-model.ts';
import { serveLines } from './serve-lines.ts';
import { threadCpuSeconds } from './thread-cpu.ts';

const loadBalancing = createLoadBalancingModel();

serveLines((words) => {
  const [serverCount, processors, rate, shorterOfTwo, customers, seed] = words.map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const startedAt = threadCpuSeconds();
  const parameters = { serverCount, processors, rate, picksShorterOfTwo: shorterOfTwo !== 0 };
  const { customerCount, meanInSystem } = loadBalancing(parameters, customers, seed);
  return { customers: customerCount, cpuSeconds: threadCpuSeconds() - startedAt, meanInSystem, checksum: 0 };
});
