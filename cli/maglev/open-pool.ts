/**
 * The backends that a command is about: from a file, from stdin, from words on the command line, or from both.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { checkBackends } from '../../sim/maglev/backend.ts';
import { fileFault } from '../file-fault.ts';
import type { Io } from '../io.ts';
import { UserError } from '../user-error.ts';
import { parseBackend } from './backend-text.ts';
import type { ImportChoice, ImportedPool } from './import/imported-pool.ts';
import { readPool } from './read-pool.ts';

export interface PoolOptions extends ChoiceOptions {
  /** A file; `-` is stdin. */
  readonly backends?: string | undefined;
  readonly backend?: readonly string[] | undefined;
}

/** Which part of a foreign file is meant. */
export interface ChoiceOptions {
  readonly service?: string | undefined;
  readonly port?: string | undefined;
  readonly priority: number;
  readonly includeUnhealthy?: true | undefined;
}

/** @throws UserError or MaglevInputError where there are no backends, or they cannot be hashed to */
export async function openPool(options: PoolOptions, io: Io): Promise<ImportedPool> {
  const { backends: file, backend: words = [] } = options;
  if (file === undefined && words.length === 0) {
    throw new UserError('name the backends: --backends FILE, or --backend with names, addresses or address:port');
  }
  const read = file === undefined ? NOTHING : await readPoolFile(file, options, io);
  const backends = [...read.backends, ...words.map(parseBackend)];
  checkBackends(backends);
  if (backends.every(({ weight }) => weight === 0)) throw new UserError('every backend has weight 0');
  return { ...read, backends };
}

/**
 * Says on stderr what was left out.
 *
 * @param file `-` is stdin
 */
export async function readPoolFile(file: string, options: ChoiceOptions, io: Io): Promise<ImportedPool> {
  const text = file === '-' ? await io.readIn() : readText(resolve(io.workingDirectory, file), file);
  const pool = readPool(text, file === '-' ? 'stdin' : file, choiceOf(options));
  for (const notice of pool.notices) io.err(`${io.errColours.yellow('note:')} ${notice}\n`);
  return pool;
}

const NOTHING: ImportedPool = { backends: [], localityWeights: null, notices: [] };

function readText(path: string, file: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UserError(`cannot read backends ${file}: ${fileFault(error)}`);
  }
}

function choiceOf({ service, port, priority, includeUnhealthy }: ChoiceOptions): ImportChoice {
  return { service: service ?? null, port: port ?? null, priority, includeUnhealthy: includeUnhealthy === true };
}
