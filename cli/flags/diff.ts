/**
 * `spillway diff`: its arguments and their help.
 */
import { Command, Option } from '@commander-js/extra-typings';
import { DIFF_FORMATS } from '../formats/format-names.ts';
import type { CommandContext } from './context.ts';
import { toleranceOption } from './experiment-options.ts';

export function diffFlags({ io, installation, finish }: CommandContext) {
  return new Command('diff')
    .description('what differs between two results, and which of it is established; never simulates')
    .argument('<before>', 'result directory or baseline file')
    .argument('<after>', 'result directory or baseline file')
    .addOption(toleranceOption())
    .addOption(new Option('-f, --format <format>', 'what stdout gets').choices(DIFF_FORMATS).default('text' as const))
    .option('--html <file>', 'write a page with forest plots as well')
    .addHelpText('after', EXAMPLES)
    .action(async (before, after, options) => {
      const { diffCommand } = await import('../commands/diff.ts');
      finish(await diffCommand([before, after], options, io, installation));
    });
}

const EXAMPLES = `
Examples:
  $ spillway diff results/seoul-boston results/peak-6
  $ spillway diff results/baselines/seoul-boston.txt results/seoul-boston --html diff.html
  $ git show main:results/baselines/seoul-boston.txt > main.txt && spillway diff main.txt results/baselines/seoul-boston.txt

Replications are paired by number where both have the same seed. ~ marks what is not established.
Exit codes: 0 compared, whatever differs, 2 a result cannot be read.
`;
