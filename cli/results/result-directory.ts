/**
 * A result directory: written whole or not at all, read back by `report` and other commands.
 *
 * Only a directory that Spillway wrote, and that holds nothing else, is ever replaced: a mistyped `--out`
 * must not cost anybody's files.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type ExperimentResult, RESULT_FORMAT_VERSION } from '../../sim/metrics/experiment-result.ts';
import { UserError } from '../user-error.ts';
import { MANIFEST_FILE, makeManifest, parseJson, parseManifest } from './manifest.ts';
import { replaceDirectory, replaceFile } from './replace-directory.ts';
import { REPORT_FILE, RESULT_FILE, type ResultExtras, readableJson, resultFiles } from './result-files.ts';

/**
 * @param directory absolute path
 * @throws UserError where something else is in the way, or the file system refuses
 */
export function writeResultDirectory(directory: string, result: ExperimentResult, extras: ResultExtras): void {
  assertReplaceable(directory);
  const files = new Map(resultFiles(result, extras));
  files.set(MANIFEST_FILE, readableJson(makeManifest(result, [...files.keys()], extras)));
  orUserError(`results cannot be written to ${directory}`, () => replaceDirectory(directory, files));
}

/** @throws UserError unless `directory` is free, empty, or a result that holds nothing but its own files */
export function assertReplaceable(directory: string): void {
  const names = namesIn(directory);
  if (names === null || names.length === 0) return;
  if (!names.includes(MANIFEST_FILE)) {
    throw new UserError(`${directory} is not a Spillway result (it has no ${MANIFEST_FILE}), so it is not replaced`);
  }
  const { files } = parseManifest(readText(directory, MANIFEST_FILE), join(directory, MANIFEST_FILE));
  const foreign = names.filter((name) => !files.includes(name));
  if (foreign.length > 0) {
    throw new UserError(`${directory} holds ${foreign.join(', ')}, which Spillway did not write: move it away first`);
  }
}

/**
 * @param directory absolute path
 * @throws UserError when it is not there, not a result, damaged, or of another format version
 */
export function readResultDirectory(directory: string): ExperimentResult {
  const names = namesIn(directory);
  if (names === null) throw new UserError(`there is no result directory ${directory}`);
  if (!names.includes(MANIFEST_FILE)) {
    throw new UserError(`${directory} is not a Spillway result: it has no ${MANIFEST_FILE}`);
  }
  const manifest = parseManifest(readText(directory, MANIFEST_FILE), join(directory, MANIFEST_FILE));
  if (manifest.formatVersion !== RESULT_FORMAT_VERSION) {
    throw new UserError(
      `${directory} has result format ${manifest.formatVersion} (Spillway ${manifest.toolVersion}); this version reads format ${RESULT_FORMAT_VERSION}: run the scenario again`,
    );
  }
  if (!names.includes(RESULT_FILE)) throw new UserError(`${directory} is damaged: it has no ${RESULT_FILE}`);
  const result = parseJson(readText(directory, RESULT_FILE), join(directory, RESULT_FILE)) as ExperimentResult | null;
  if (result?.fingerprint?.all !== manifest.fingerprint.all) {
    throw new UserError(`${directory} is damaged: ${RESULT_FILE} and ${MANIFEST_FILE} are not of the same run`);
  }
  return result;
}

/**
 * Puts a newly drawn report into an existing result directory.
 *
 * @throws UserError when the file system refuses
 */
export function replaceReport(directory: string, reportHtml: string): void {
  const path = join(directory, REPORT_FILE);
  orUserError(`the report cannot be written to ${path}`, () => replaceFile(path, reportHtml));
}

/** null when there is nothing at `directory`. */
function namesIn(directory: string): string[] | null {
  return orUserError(`${directory} cannot be read`, () => {
    try {
      return readdirSync(directory);
    } catch (error) {
      if (!isSystemError(error)) throw error;
      if (error.code === 'ENOENT') return null;
      if (error.code === 'ENOTDIR') throw new UserError(`${fileInTheWay(directory)} is a file, not a directory`);
      throw error;
    }
  });
}

/** Of a path that leads through a file or ends at one: that file. */
function fileInTheWay(path: string): string {
  const parent = dirname(path);
  // From the top down: what lies below a file cannot be asked about.
  const above = parent === path ? path : fileInTheWay(parent);
  return statSync(above).isDirectory() ? path : above;
}

function readText(directory: string, name: string): string {
  const path = join(directory, name);
  return orUserError(`${path} cannot be read`, () => readFileSync(path, 'utf8'));
}

/**
 * What the file system refuses (no permission, no space, a file where a directory should be) is for the user to mend.
 */
function orUserError<Value>(what: string, action: () => Value): Value {
  try {
    return action();
  } catch (error) {
    if (isSystemError(error)) throw new UserError(`${what}: ${error.message}`);
    throw error;
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}
