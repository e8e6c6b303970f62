/**
 * `manifest.json`: what a result directory is, what made it, and what it holds.
 *
 * The only file that may differ between two runs of the same scenario, and only under `measured`.
 */
import { cpus } from 'node:os';
import type { ExperimentResult } from '../../sim/metrics/experiment-result.ts';
import { UserError } from '../user-error.ts';

export const MANIFEST_FILE = 'manifest.json';

export interface Manifest {
  /** Tells a Spillway result from any other directory that has a `manifest.json`. */
  readonly tool: 'spillway';
  readonly formatVersion: number;
  readonly toolVersion: string;
  readonly scenario: { readonly name: string; readonly file: string; readonly hash: string };
  readonly seed: string;
  /** As asked for. */
  readonly replications: number;
  /** By design: how many of them ran to the end; fewer than were asked for when the experiment was interrupted. */
  readonly completedReplications: Readonly<Record<string, number>>;
  readonly designs: readonly string[];
  readonly command: string;
  readonly fingerprint: ExperimentResult['fingerprint'];
  readonly isComplete: boolean;
  /** Every file of the directory, this one included, in alphabetical order. */
  readonly files: readonly string[];
  readonly measured: {
    /** How long the simulation took, by the clock on the wall. */
    readonly wallMs: number;
    readonly node: string;
    readonly platform: string;
    readonly cpu: string;
    readonly cores: number;
  };
}

/** What the result itself does not say about its runs. */
export interface RunFacts {
  readonly completedReplications: Manifest['completedReplications'];
  /** How long the simulation took, by the clock on the wall. */
  readonly wallMs: number;
}

export function makeManifest(
  result: ExperimentResult,
  files: readonly string[],
  { completedReplications, wallMs }: RunFacts,
): Manifest {
  const { scenario } = result;
  return {
    tool: 'spillway',
    formatVersion: result.formatVersion,
    toolVersion: result.toolVersion,
    scenario: { name: scenario.name, file: scenario.file, hash: scenario.hash },
    seed: scenario.seed,
    replications: scenario.replications,
    completedReplications,
    designs: result.designs.map(({ id }) => id),
    command: scenario.command,
    fingerprint: result.fingerprint,
    isComplete: result.isComplete,
    files: [...files, MANIFEST_FILE].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)),
    measured: {
      wallMs: Math.round(wallMs),
      node: process.version,
      platform: `${process.platform} ${process.arch}`,
      cpu: cpus()[0]?.model.trim() ?? 'unknown',
      cores: cpus().length,
    },
  };
}

/**
 * @param path where the text comes from, for messages
 * @throws UserError when it is no manifest of a Spillway result
 */
export function parseManifest(text: string, path: string): Manifest {
  const manifest = parseJson(text, path);
  const isSpillway =
    typeof manifest === 'object' && manifest !== null && 'tool' in manifest && manifest.tool === 'spillway';
  if (!isSpillway) throw new UserError(`${path} is not the manifest of a Spillway result`);
  return manifest as Manifest;
}

/** @throws UserError when it is not JSON */
export function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UserError(`${path} is not JSON: ${(error as Error).message}`);
  }
}
