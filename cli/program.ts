/**
 * The command line as a whole: parses flags, runs one command, turns whatever happens into an exit code.
 *
 * A command's code is loaded when it runs, so that `--help` is quick.
 */
import { Command, CommanderError } from '@commander-js/extra-typings';
import { BUG, HELD, WRONG_INPUT } from './exit-codes.ts';
import { checkFlags } from './flags/check.ts';
import { checkPolicyFlags } from './flags/check-policy.ts';
import type { CommandContext } from './flags/context.ts';
import { diffFlags } from './flags/diff.ts';
import { explainFlags } from './flags/explain.ts';
import { initFlags } from './flags/init.ts';
import { listFlags } from './flags/list.ts';
import { maglevFlags } from './flags/maglev/maglev.ts';
import { reportFlags } from './flags/report.ts';
import { requestsFlags } from './flags/requests.ts';
import { runFlags } from './flags/run.ts';
import { schemaFlags } from './flags/schema.ts';
import { showFlags } from './flags/show.ts';
import { validateFlags } from './flags/validate.ts';
import type { Installation } from './installation/installation.ts';
import type { Io } from './io.ts';
import { UserError } from './user-error.ts';
import { TOOL_VERSION } from './version.ts';

/** In the order of the help. */
const COMMANDS = [
  runFlags,
  checkFlags,
  diffFlags,
  validateFlags,
  showFlags,
  explainFlags,
  checkPolicyFlags,
  reportFlags,
  initFlags,
  maglevFlags,
  requestsFlags,
  listFlags,
  schemaFlags,
];

export async function runProgram(args: readonly string[], io: Io, installation: Installation): Promise<number> {
  let exitCode = HELD;
  const context: CommandContext = { io, installation, finish: (code) => (exitCode = code) };
  try {
    await buildProgram(context).parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    return exitCodeOf(error, args, io);
  }
}

function buildProgram(context: CommandContext): Command {
  const { io } = context;
  const program = new Command('spillway')
    .description('A deterministic discrete-event simulator of global load balancing.')
    .version(TOOL_VERSION, '-V, --version', 'print the version')
    .addHelpText('after', EXAMPLES);
  for (const flags of COMMANDS) program.addCommand(flags(context) as unknown as Command);
  configure(program as unknown as Command, 'spillway', io);
  return program;
}

/** Streams and exits of a command and of all below it. */
function configure(command: Command, path: string, io: Io): void {
  command
    .exitOverride()
    .showHelpAfterError(`(${path} --help says more)`)
    .configureOutput({
      writeOut: io.out,
      writeErr: io.err,
      getOutHelpWidth: () => io.columns,
      getErrHelpWidth: () => io.columns,
    });
  for (const below of command.commands) configure(below as Command, `${path} ${below.name()}`, io);
}

function exitCodeOf(error: unknown, args: readonly string[], io: Io): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? HELD : WRONG_INPUT;
  if (error instanceof UserError) {
    io.err(`${io.errColours.red('error:')} ${error.message}\n`);
    return WRONG_INPUT;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  io.err(
    `${io.errColours.red('This is a bug in Spillway.')} Version ${TOOL_VERSION}, arguments: ${args.join(' ')}\n${text}\n`,
  );
  return BUG;
}

const EXAMPLES = `
Examples:
  $ spillway run scenarios/seoul-boston.yaml       who goes where when a region fills or dies
  $ spillway check scenarios/*.yaml                what a change does, against the committed baselines
  $ spillway validate scenarios/*.yaml             all problems at once, without simulating
  $ spillway explain scenarios/seoul-boston.yaml --design waterfall --metro seoul --at 15:00
                                                   why a connection went where it went
  $ spillway check-policy scenarios/policies/spill-early.ts
                                                   a policy of your own against the contract of the built-in ones
  $ spillway maglev compare --backends pool.yaml   what your hashing moves when a backend is lost
  $ spillway requests scenarios/requests/apache-to-nginx.yaml --suggest
                                                   which requests change when Apache goes, and the rules that keep them
  $ spillway list policies                         what a design can choose from

stdout carries data, stderr everything else. Exit codes: 0 all held, 1 an expectation failed or a regression is
established, 2 the input is wrong or output cannot be written, 3 undecided (with --fail-on-undecided), 4 a bug in Spillway, 130 interrupted.
`;
