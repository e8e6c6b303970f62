/**
 * Streams that a command writes into, kept for a test to read; without colours, as in a pipe.
 */
import pc from 'picocolors';
import type { Io } from '../../cli/io.ts';

export interface CapturedIo extends Io {
  readonly stdout: () => string;
  readonly stderr: () => string;
}

/**
 * @param stdin what the command finds there
 * @param environment its variables; none of this process's
 */
export function captureIo(workingDirectory: string, stdin = '', environment: Io['environment'] = {}): CapturedIo {
  const out: string[] = [];
  const err: string[] = [];
  return {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    outColours: pc.createColors(false),
    errColours: pc.createColors(false),
    isErrTerminal: false,
    columns: 120,
    workingDirectory,
    environment,
    readIn: () => Promise.resolve(stdin),
    stdout: () => out.join(''),
    stderr: () => err.join(''),
  };
}
