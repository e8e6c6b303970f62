/**
 * The answer of a maglev command as a page: its charts, and its rows as a table.
 */
import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileFault } from '../file-fault.ts';
import type { Installation } from '../installation/installation.ts';
import type { Io } from '../io.ts';
import { replaceFile } from '../results/replace-directory.ts';
import { UserError } from '../user-error.ts';
import { TOOL_VERSION } from '../version.ts';
import { type Report, textCells } from './report.ts';

/** @throws UserError where the file cannot be written */
export async function writeReportPage(report: Report, file: string, io: Io, installation: Installation): Promise<void> {
  const { renderHashingPage } = await import('../../viz/hashing/render-hashing-page.ts');
  const { heads, cells } = textCells(report);
  const page = renderHashingPage({
    title: report.title,
    summary: report.summary,
    figures: report.figures,
    columns: heads.map(({ name, align }) => ({ label: name, isNumber: align === 'right' })),
    rows: cells,
    toolVersion: TOOL_VERSION,
    style: (await installation.reportAssets()).style,
  });
  const path = resolve(io.workingDirectory, file);
  try {
    mkdirSync(dirname(path), { recursive: true });
    replaceFile(path, page);
  } catch (error) {
    throw new UserError(`cannot write ${file}: ${fileFault(error)}`);
  }
}
