/**
 * The engines of a run, built and started: Spillway, and the peers that are here.
 */
import { bundle } from '../engines/build.ts';
import { LineEngine } from '../engines/line-engine.ts';
import { PEERS } from '../engines/peers.ts';
import { V8_FLAGS } from '../engines/v8-flags.ts';
import type { QueueingEngine } from '../measure/measure-queueing.ts';

export interface PreparedEngines {
  readonly spillway: QueueingEngine;
  readonly peers: readonly QueueingEngine[];
  /** The bundle of `connection-engine.ts`. */
  readonly connectionProgram: string;
  readonly missing: readonly { readonly name: string; readonly install: string }[];
}

const SPILLWAY_CUSTOMERS = 1_500_000;

export async function prepareEngines(directory: string): Promise<PreparedEngines> {
  const program = await bundle('engines/queueing-engine.ts', directory);
  const connectionProgram = await bundle('engines/connection-engine.ts', directory);
  const command = { file: process.execPath, args: [...V8_FLAGS, program] };
  const spillway = {
    engine: new LineEngine('Spillway', command),
    customers: SPILLWAY_CUSTOMERS,
    drawsAlike: false,
  };
  const peers: QueueingEngine[] = [];
  const missing: { name: string; install: string }[] = [];
  for (const { name, customers, drawsAlike, install, prepare } of PEERS) {
    const peerCommand = prepare(directory);
    if (peerCommand === null) missing.push({ name, install });
    else peers.push({ engine: new LineEngine(name, peerCommand), customers, drawsAlike });
  }
  return { spillway, peers, connectionProgram, missing };
}
