/**
 * `spillway requests`: its flags and their help.
 */
import { Command, Option } from '@commander-js/extra-typings';
import { REQUESTS_FORMATS } from '../formats/format-names.ts';
import type { CommandContext } from './context.ts';
import { repeatable } from './repeatable.ts';

export function requestsFlags({ io, finish }: CommandContext) {
  return new Command('requests')
    .description(
      'what each server of a chain makes of a request, where two chains differ, and which rule would close that',
    )
    .argument('<scenario>', 'file with request forms and chains (YAML or JSON); it needs nothing else')
    .option('--chain <id>', 'a chain (repeatable); the first one is the reference (default: all)', repeatable)
    .option('--probe', 'try hostile variants of the requests that the first chain serves as well')
    .option('--suggest', 'find rules that close the differences, each checked on every form')
    .option('--set <path=value>', 'change one value of the scenario (repeatable)', repeatable)
    .addOption(
      new Option('-f, --format <format>', 'what stdout gets').choices(REQUESTS_FORMATS).default('text' as const),
    )
    .addHelpText('after', EXAMPLES)
    .action(async (file, options) => {
      const { requestsCommand } = await import('../commands/requests.ts');
      finish(requestsCommand(file, options, io));
    });
}

const EXAMPLES = `
Examples:
  $ spillway requests scenarios/requests/apache-to-nginx.yaml
  $ spillway requests scenarios/requests/apache-to-nginx.yaml --chain before --chain after --suggest
  $ spillway requests scenarios/requests/apache-to-nginx.yaml --chain before --chain fixed --probe --format csv

Exit codes: 0 the chains do the same and as expected, 1 they differ, 2 the input is wrong. A request that both chains
refuse with one status, though in different places, is shown and fails nothing.
`;
