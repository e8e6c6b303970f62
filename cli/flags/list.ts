/**
 * `spillway list`: what can be listed, and its help.
 */
import { Argument, Command, Option } from '@commander-js/extra-typings';
import { LIST_FORMATS } from '../formats/format-names.ts';
import { LISTING_NAMES } from '../listings/listing-names.ts';
import type { CommandContext } from './context.ts';

export function listFlags({ io, installation, finish }: CommandContext) {
  return new Command('list')
    .description('the words that a scenario, a result file or a command may use')
    .addArgument(new Argument('<what>', 'what to list').choices(LISTING_NAMES))
    .addOption(new Option('-f, --format <format>', 'how').choices(LIST_FORMATS).default('text' as const))
    .addHelpText('after', EXAMPLES)
    .action(async (what, options) => {
      const { listCommand } = await import('../commands/list.ts');
      finish(listCommand(what, options, io, installation));
    });
}

const EXAMPLES = `
Examples:
  $ spillway list metrics
  $ spillway list metros --format csv > metros.csv
`;
