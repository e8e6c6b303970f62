/**
 * Where Spillway's own files are: the same commands run from the sources and from the bundle, which
 * keep them in different places.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WorldData } from '../../sim/world/world-data.ts';
import type { ReportAssets } from '../../viz/render-report.ts';

export interface Installation {
  readonly workerFile: URL;
  /** The shipped worlds by the name that a scenario's `world.extends` gives; read on the first call. */
  readonly worlds: () => Readonly<Record<string, WorldData>>;
  readonly shippedScenarios: () => readonly ShippedScenario[];
  readonly reportAssets: () => Promise<ReportAssets>;
}

export interface ShippedScenario {
  /** Path below the folder of the scenarios. */
  readonly file: string;
  readonly text: string;
}

export interface InstallationPlaces {
  readonly workerFile: URL;
  /** Holds `worlds/` and the scenarios; ends in a slash. */
  readonly scenarios: URL;
  readonly reportAssets: () => Promise<ReportAssets>;
}

export function installationAt({ workerFile, scenarios, reportAssets }: InstallationPlaces): Installation {
  let worlds: Record<string, WorldData> | null = null;
  return {
    workerFile,
    worlds: () => {
      worlds ??= readWorlds(new URL('worlds/', scenarios));
      return worlds;
    },
    shippedScenarios: () =>
      filesIn(scenarios, '.yaml', true).map((file) => ({ file, text: readFileSync(new URL(file, scenarios), 'utf8') })),
    reportAssets,
  };
}

function readWorlds(directory: URL): Record<string, WorldData> {
  const entries = filesIn(directory, '.json').map((file) => {
    const data = JSON.parse(readFileSync(new URL(file, directory), 'utf8')) as WorldData;
    return [basename(file, '.json'), data] as const;
  });
  return Object.fromEntries(entries);
}

/** Paths below a folder, with slashes and in a fixed order, whatever the file system's. */
function filesIn(directory: URL, extension: string, recursive = false): string[] {
  return readdirSync(fileURLToPath(directory), { recursive, encoding: 'utf8' })
    .filter((file) => file.endsWith(extension))
    .map((file) => file.replaceAll('\\', '/'))
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}
