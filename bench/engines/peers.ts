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
}

export const BUCKET_QUEUE = 'C++ bucket queue';

const MANY = 1_500_000;
const FEW = 40_000;

const peerFile = (name: string): string => fileURLToPath(new URL(`../peers/${name}`, import.meta.url));

function cpp(name: string, source: string, libraries: readonly string[], packages: string, drawsAlike: boolean): Peer {
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
  };
}

/** The system's Python comes second: another may be first in the path, without the system's packages. */
const PYTHONS = ['python3', '/usr/bin/python3'];

export const PEERS: readonly Peer[] = [
  cpp(BUCKET_QUEUE, 'bucket-queue.cpp', [], 'g++', true),
  cpp('C++ std::priority_queue', 'priority-queue.cpp', [], 'g++', true),
  cpp('ns-3', 'ns3-scheduler.cpp', ['ns3-core'], 'g++ libns3-dev', false),
  {
    name: 'SimPy',
    customers: FEW,
    drawsAlike: false,
    install: ['apt-get install python3-simpy3', 'pip install simpy'],
    async prepare() {
      const python = PYTHONS.find((candidate) => firstLineOf(candidate, ['-c', 'import simpy.resources']) !== null);
      return python === undefined ? null : { file: python, args: [peerFile('simpy-process.py')] };
    },
  },
  {
    name: 'simjs',
    customers: FEW,
    drawsAlike: false,
    install: ['npm install --no-save simjs@2'],
    async prepare() {
      const isThere = firstLineOf(process.execPath, ['-e', "globalThis.window = {}; require('simjs')"]) !== null;
      return isThere ? { file: process.execPath, args: [peerFile('simjs-facility.cjs')] } : null;
    },
  },
];
