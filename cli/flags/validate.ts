/**
 * `spillway validate`: its flags and their help.
 */
import { Command, Option } from '@commander-js/extra-typings';
import { VALIDATE_FORMATS } from '../formats/format-names.ts';
import type { CommandContext } from './context.ts';
import { repeatable } from './repeatable.ts';

export function validateFlags({ io, installation, finish }: CommandContext) {
  return new Command('validate')
    .description('everything that can be known without simulating: all problems at once, each with its place')
    .argument('<scenario...>', 'scenario files (YAML or JSON)')
    .option('--set <path=value>', 'change one value of the scenario (repeatable)', repeatable)
    .addOption(
      new Option('-f, --format <format>', 'how problems are written')
        .choices(VALIDATE_FORMATS)
        .default('text' as const),
    )
    .addHelpText('after', EXAMPLES)
    .action(async (files, options) => {
      const { validateCommand } = await import('../commands/validate.ts');
      finish(validateCommand(files, options, io, installation));
    });
}

const EXAMPLES = `
Examples:
  $ spillway validate scenarios/*.yaml
  $ spillway validate scenarios/seoul-boston.yaml --format github

Exit codes: 0 valid (warnings allowed), 2 not.
`;
