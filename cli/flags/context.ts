/**
 * What every command is given, and how it says how it ended.
 */
import type { Installation } from '../installation/installation.ts';
import type { Io } from '../io.ts';

export interface CommandContext {
  readonly io: Io;
  readonly installation: Installation;
  /** Called once, by the command that ran. */
  readonly finish: (exitCode: number) => void;
}
