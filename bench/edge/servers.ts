/**
 * Starts the chain of a case and stops what it started, by process: backend, nginx, and Apache where the case has it.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { MeasuredCase } from '../../test/calibration/measured-case.ts';
import { APACHE_PORT, apacheConfiguration, NGINX_PORT, NODE_PORT, nginxConfiguration } from './configurations.ts';
import type { Programs } from './programs.ts';

const BACKEND = fileURLToPath(new URL('backend.mjs', import.meta.url));
/** The measured delay: 20 ms asked for. */
const MEAN_MS = 20;
const START_TRIES = 100;
const TRY_MS = 100;
const STOP_MS = 3_000;

export interface Service {
  readonly meanMs: number;
  readonly squaredVariation: number;
}

export interface Chain {
  /** Where clients connect. */
  readonly port: number;
  /** Stops everything; what the backend's delays came to. */
  stop(): Promise<Service>;
}

/**
 * Pins a program to processors where there are four: generator 0, backend 1, servers 2 and 3, as in the measurement.
 */
export function pinned(processors: string, file: string, args: readonly string[]): [file: string, args: string[]] {
  return cpus().length >= 4 ? ['taskset', ['-c', processors, file, ...args]] : [file, [...args]];
}

/** @param directory empty, for configurations and logs */
export async function startChain(
  programs: Programs,
  measured: MeasuredCase,
  seed: number,
  directory: string,
): Promise<Chain> {
  // The servers' workers are nobody, and make their temporary files here.
  chmodSync(directory, 0o777);
  const started: ChildProcess[] = [];
  const backend = start(
    ...pinned('1', process.execPath, [BACKEND, `${NODE_PORT}`, measured.service.kind, `${MEAN_MS}`, `${seed}`]),
    null,
  );
  started.push(backend);
  let output = '';
  backend.stdout!.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  await listening(NODE_PORT, backend);
  const nginx = configured(directory, 'nginx.conf', nginxConfiguration(measured, directory));
  started.push(
    start(
      ...pinned('2,3', programs.nginx, ['-p', directory, '-c', nginx, '-e', join(directory, 'nginx.log')]),
      programs,
    ),
  );
  await listening(NGINX_PORT, started[1]!);
  if (measured.mpm !== null) {
    const apache = configured(directory, 'apache.conf', apacheConfiguration(measured, programs.modules, directory));
    started.push(start(...pinned('2,3', programs.apache, ['-DFOREGROUND', '-f', apache]), programs));
    await listening(APACHE_PORT, started[2]!);
  }
  const stop = async (): Promise<Service> => {
    for (const child of started.slice(1).reverse()) await stopped(child);
    backend.stdin!.end();
    await once(backend, 'close');
    return JSON.parse(output.trim().split('\n').at(-1)!) as Service;
  };
  return { port: measured.mpm === null ? NGINX_PORT : APACHE_PORT, stop };
}

function configured(directory: string, name: string, text: string): string {
  const path = join(directory, name);
  writeFileSync(path, text);
  return path;
}

function start(file: string, args: readonly string[], programs: Programs | null): ChildProcess {
  const libraries = programs === null || programs.libraries === null ? {} : { LD_LIBRARY_PATH: programs.libraries };
  // A group of its own: Apache ends its whole process group when it is asked to stop.
  return spawn(file, [...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...libraries },
    detached: true,
  });
}

async function listening(port: number, child: ChildProcess): Promise<void> {
  for (let at = 0; at < START_TRIES; at++) {
    if (child.exitCode !== null) throw new Error(`${child.spawnargs.join(' ')} ended with ${child.exitCode}`);
    if (await answers(port)) return;
    await sleep(TRY_MS);
  }
  throw new Error(`nobody listens on port ${port}`);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** Asks a server to end; kills it where that is not enough. */
async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  const timer = setTimeoutKill(child);
  await closed;
  clearTimeout(timer);
}

function setTimeoutKill(child: ChildProcess): NodeJS.Timeout {
  return setTimeout(() => child.kill('SIGKILL'), STOP_MS);
}
