/**
 * The engines that Spillway is measured against, each with what it needs and how that is installed. One that is
 * missing is named, not an error.
 */
import { fileURLToPath } from 'node:url';
import { compileCpp, firstLineOf } from './build.ts';
import type { Command } from './line-engine.ts';

export interface Peer {
  readonly name: string;
  /** Customers of one slice: about a third of a second of work. */
  readonly customers: number;
  /** Draws the same numbers as the other peers that say so: then equal seeds give equal checksums. */
  readonly drawsAlike: boolean;
  /** Ways to get what it needs. */
  readonly install: readonly string[];
  /** Makes it runnable; null when something is missing. */
  prepare(directory: string): Promise<Command | null>;
  /** Of its library, of one that is runnable; null where it has none, or none that says its version. */
  version(): string | null;
}

export const BUCKET_QUEUE = 'C++ bucket queue';

const MANY = 1_500_000;
const FEW = 40_000;

const peerFile = (name: string): string => fileURLToPath(new URL(`../peers/${name}`, import.meta.url));

function cpp(
  name: string,
  source: string,
  libraries: readonly string[],
  packages: string,
  drawsAlike: boolean,
  version: () => string | null = () => null,
): Peer {
  return {
    name,
    customers: MANY,
    drawsAlike,
    install: [`apt-get install ${packages}`],
    async prepare(directory) {
      if (firstLineOf('g++', ['--version']) === null) return null;
      // A library that is missing shows when linking; anything else that is wrong would show in the peers without one.
      if (libraries.length === 0) return { file: await compileCpp(source, directory, []), args: [] };
      try {
        return { file: await compileCpp(source, directory, libraries), args: [] };
      } catch {
        return null;
      }
    },
    version,
  };
}

/** The system's Python comes second: another may be first in the path, without the system's packages. */
const PYTHONS = ['python3', '/usr/bin/python3'];
const IMPORT_SIMPY = 'import simpy, simpy.resources; print(simpy.__version__)';
const simpyVersions = (): (string | null)[] => PYTHONS.map((python) => firstLineOf(python, ['-c', IMPORT_SIMPY]));

/** `simjs` is written for browsers. */
const REQUIRE_SIMJS = "globalThis.window = {}; require('simjs'); console.log(require('simjs/package.json').version)";
const simjsVersion = (): string | null => firstLineOf(process.execPath, ['-e', REQUIRE_SIMJS]);

export const PEERS: readonly Peer[] = [
  cpp(BUCKET_QUEUE, 'bucket-queue.cpp', [], 'g++', true),
  cpp('C++ std::priority_queue', 'priority-queue.cpp', [], 'g++', true),
  cpp('ns-3', 'ns3-scheduler.cpp', ['ns3-core'], 'g++ libns3-dev', false, () =>
    firstLineOf('pkg-config', ['--modversion', 'ns3-core']),
  ),
  {
    name: 'SimPy',
    customers: FEW,
    drawsAlike: false,
    install: ['apt-get install python3-simpy3', 'pip install simpy'],
    async prepare() {
      const found = simpyVersions().findIndex((version) => version !== null);
      return found === -1 ? null : { file: PYTHONS[found]!, args: [peerFile('simpy-process.py')] };
    },
    version: () => simpyVersions().find((version) => version !== null) ?? null,
  },
  {
    name: 'simjs',
    customers: FEW,
    drawsAlike: false,
    install: ['npm install --no-save simjs@2'],
    async prepare() {
      return simjsVersion() === null ? null : { file: process.execPath, args: [peerFile('simjs-facility.cjs')] };
    },
    version: simjsVersion,
  },
];
