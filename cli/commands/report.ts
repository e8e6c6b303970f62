/**
 * `spillway report`: draws report.html again from result.json, for a newer version's charts or after the file was lost.
 */
import { join, resolve } from 'node:path';
import { renderReport } from '../../viz/render-report.ts';
import { HELD } from '../exit-codes.ts';
import type { Installation } from '../installation/installation.ts';
import type { Io } from '../io.ts';
import { readResultDirectory, replaceReport } from '../results/result-directory.ts';

export async function reportCommand(directory: string, io: Io, installation: Installation): Promise<number> {
  const path = resolve(io.workingDirectory, directory);
  const result = readResultDirectory(path);
  replaceReport(path, renderReport(result, await installation.reportAssets()));
  io.out(`${join(directory, 'report.html')}\n`);
  return HELD;
}
