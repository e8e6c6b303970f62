/**
 * `spillway maglev compare`: its flags and their help.
 */
import { Command } from '@commander-js/extra-typings';
import type { CommandContext } from '../context.ts';
import { hashingCommand } from './hashing-command.ts';
import { drawsOption, keysOption, randomChangeOption, randomOption, seedOption } from './key-options.ts';

export function compareFlags({ io, installation, finish }: CommandContext) {
  const command = new Command('compare')
    .description('dialects and methods side by side: how even, and what moves when backends change')
    .option('--dialect, --method <id...>', 'of: spillway list methods (default: all)')
    .addOption(randomOption())
    .addOption(randomChangeOption())
    .addOption(drawsOption(5))
    .addOption(seedOption())
    .addOption(keysOption(100_000));
  return hashingCommand(command)
    .addHelpText('after', EXAMPLES)
    .action(async (options) => {
      const { maglevCompareCommand } = await import('../../commands/maglev.ts');
      finish(await maglevCompareCommand(options, io, installation));
    });
}

const EXAMPLES = `
A table is measured slot by slot; a method without one by sampled keys, which add noise of about the root of backends over keys.

Examples:
  $ spillway maglev compare --backends pool.yaml
  $ spillway maglev compare --backend 10.0.0.{1..100}:8080 --method envoy ring rendezvous --draws 50 --html compare.html
  $ spillway maglev compare --backends pool.yaml --random-change add --format csv > compare.csv
`;
