/**
 * `spillway check-policy`: its flags and their help.
 */
import { Command, Option } from '@commander-js/extra-typings';
import type { CommandContext } from './context.ts';
import { wholeNumber } from './parse-number.ts';

export function checkPolicyFlags({ io, installation, finish }: CommandContext) {
  return new Command('check-policy')
    .description('a policy of your own against the contract suite that the built-in ones are tested with')
    .argument('<file>', 'a TypeScript or JavaScript module')
    .option('--options <json>', 'options of the module, as a JSON object')
    .addOption(
      new Option('--seed <n>', 'seed of the random fleets that it is tried on')
        .argParser(wholeNumber(0, 2_147_483_647))
        .default(1),
    )
    .addOption(new Option('-f, --format <format>', 'how').choices(['text', 'json'] as const).default('text' as const))
    .addHelpText('after', EXAMPLES)
    .action(async (file, options) => {
      const { checkPolicyCommand } = await import('../commands/check-policy.ts');
      finish(checkPolicyCommand(file, options, io, installation));
    });
}

const EXAMPLES = `
Examples:
  $ spillway check-policy scenarios/policies/spill-early.ts
  $ spillway check-policy scenarios/policies/spill-early.ts --options '{"spillAt": 0.8}'

docs/OWN-POLICY.md shows how to write one. Exit codes: 0 the contract holds, 1 it does not, 2 it is no module.
`;
