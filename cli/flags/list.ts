/**
 * `spillway list`: what can be listed, and its help.
 */
import { Argument, Command, InvalidArgumentError, Option } from '@commander-js/extra-typings';
import { nearest } from '../../sim/scenario/suggest.ts';
import { LIST_FORMATS } from '../formats/format-names.ts';
import { LISTING_NAMES, type ListingName } from '../listings/listing-names.ts';
import type { CommandContext } from './context.ts';

export function listFlags({ io, installation, finish }: CommandContext) {
  return new Command('list')
    .description('the words that a scenario, a result file or a command may use')
    .addArgument(new Argument('<what>', `one of: ${LISTING_NAMES.join(', ')}`).argParser(listingName))
    .addOption(new Option('-f, --format <format>', 'how').choices(LIST_FORMATS).default('text' as const))
    .addHelpText('after', EXAMPLES)
    .action(async (what, options) => {
      const { listCommand } = await import('../commands/list.ts');
      finish(listCommand(what, options, io, installation));
    });
}

function listingName(text: string): ListingName {
  const name = LISTING_NAMES.find((known) => known === text);
  if (name !== undefined) return name;
  const guess = nearest(text, LISTING_NAMES);
  throw new InvalidArgumentError(
    guess === null ? `There are: ${LISTING_NAMES.join(', ')}.` : `\n(Did you mean ${guess}?)`,
  );
}

const EXAMPLES = `
Examples:
  $ spillway list metrics
  $ spillway list metros --format csv > metros.csv
`;
