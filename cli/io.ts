/**
 * Where a command reads its surroundings and writes its output: the streams, their colours, the working directory.
 *
 * stdout carries data, stderr everything else. Colour follows each stream on its own: a terminal
 * has it unless NO_COLOR is set.
 */
import { text } from 'node:stream/consumers';
import pc from 'picocolors';
import { watchStreams } from './lost-streams.ts';

export type Colours = ReturnType<typeof pc.createColors>;

export interface Io {
  /** Data. */
  readonly out: (text: string) => void;
  /** Everything else: notices, problems, progress. */
  readonly err: (text: string) => void;
  readonly outColours: Colours;
  readonly errColours: Colours;
  /** Whether a person watches stderr: progress is drawn only then. */
  readonly isErrTerminal: boolean;
  /** Width of stdout, in characters. */
  readonly columns: number;
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** All of stdin, as UTF-8. */
  readonly readIn: () => Promise<string>;
}

/** A pipe or file has no width: wide enough for the tables, narrow enough for a CI log. */
const COLUMNS_WITHOUT_TERMINAL = 120;

export function processIo(): Io {
  const { stdin, stdout, stderr, env } = process;
  watchStreams(stdout, stderr, (code) => process.exit(code));
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    outColours: pc.createColors(hasColour(stdout.isTTY, env)),
    errColours: pc.createColors(hasColour(stderr.isTTY, env)),
    isErrTerminal: stderr.isTTY === true,
    columns: stdout.isTTY ? stdout.columns : COLUMNS_WITHOUT_TERMINAL,
    workingDirectory: process.cwd(),
    environment: env,
    readIn: () => text(stdin),
  };
}

/** no-color.org: any value but the empty one switches colour off. */
function hasColour(isTerminal: boolean | undefined, env: NodeJS.ProcessEnv): boolean {
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  return isTerminal === true && env.TERM !== 'dumb';
}
