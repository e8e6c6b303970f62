/**
 * The engines of a run: Spillway's programs, built, and the peers that are here. Each measurement starts processes of
 * its own, so that none runs code that was compiled for another.
 */
import { bundle } from '../engines/build.ts';
import { type Command, LineEngine } from '../engines/line-engine.ts';
import { PEERS } from '../engines/peers.ts';
import { V8_FLAGS } from '../engines/v8-flags.ts';
import type { QueueingEngine } from '../measure/measure-queueing.ts';
import type { MissingPeer, PeerVersion } from '../report/result.ts';

interface PreparedEngine {
  readonly name: string;
  readonly command: Command;
  readonly customers: number;
  readonly drawsAlike: boolean;
}

export interface PreparedEngines {
  readonly spillway: PreparedEngine;
  readonly peers: readonly PreparedEngine[];
  /** The bundle of `connection-engine.ts`. */
  readonly connectionProgram: string;
  /** The bundle of `allocation-engine.ts`. */
  readonly allocationProgram: string;
  readonly missing: readonly MissingPeer[];
  readonly versions: readonly PeerVersion[];
}

const SPILLWAY_CUSTOMERS = 1_500_000;

export async function prepareEngines(directory: string): Promise<PreparedEngines> {
  const program = await bundle('engines/queueing-engine.ts', directory);
  const connectionProgram = await bundle('engines/connection-engine.ts', directory);
  const allocationProgram = await bundle('engines/allocation-engine.ts', directory);
  const command = { file: process.execPath, args: [...V8_FLAGS, program] };
  const spillway = { name: 'Spillway', command, customers: SPILLWAY_CUSTOMERS, drawsAlike: false };
  const peers: PreparedEngine[] = [];
  const missing: MissingPeer[] = [];
  const versions: PeerVersion[] = [];
  for (const { name, customers, drawsAlike, install, prepare, version: versionOf } of PEERS) {
    const peerCommand = await prepare(directory);
    if (peerCommand === null) {
      missing.push({ name, install });
      continue;
    }
    peers.push({ name, command: peerCommand, customers, drawsAlike });
    const version = versionOf();
    if (version !== null) versions.push({ name, version });
  }
  return { spillway, peers, connectionProgram, allocationProgram, missing, versions };
}

/** Runs `work` with a fresh process of each engine, in their order, and lets them end. */
export async function withEngines<T>(
  prepared: readonly PreparedEngine[],
  work: (engines: readonly QueueingEngine[]) => Promise<T>,
): Promise<T> {
  const engines = prepared.map(({ name, command, customers, drawsAlike }) => ({
    engine: new LineEngine(name, command),
    customers,
    drawsAlike,
  }));
  try {
    return await work(engines);
  } finally {
    for (const { engine } of engines) engine.close();
  }
}
