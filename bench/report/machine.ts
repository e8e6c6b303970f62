/**
 * What the figures were measured on: they mean nothing without it.
 */
import { cpus, release, type as systemName, totalmem } from 'node:os';
import { firstLineOf } from '../engines/build.ts';

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGib: number;
  readonly system: string;
  readonly node: string;
  readonly v8: string;
  readonly gxx: string | null;
}

/** In one line, without a full stop. */
export function machineText({ processor, cores, memoryGib, system, node, v8 }: Machine): string {
  return `${processor}, ${cores} processors, ${memoryGib} GiB; ${system}; Node ${node} (V8 ${v8})`;
}

export function describeMachine(): Machine {
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGib: Math.round(totalmem() / 2 ** 30),
    system: `${systemName()} ${release()}`,
    node: process.version,
    v8: process.versions.v8,
    gxx: firstLineOf('g++', ['--version']),
  };
}
