/**
 * `spillway show`: its flags and their help.
 */
import { Command, Option } from '@commander-js/extra-typings';
import { SHOW_FORMATS } from '../formats/format-names.ts';
import type { CommandContext } from './context.ts';
import { repeatable } from './repeatable.ts';

export function showFlags({ io, installation, finish }: CommandContext) {
  return new Command('show')
    .description('the scenario as it is understood: defaults filled in, its timeline, its size and estimated time')
    .argument('<scenario>', 'scenario file (YAML or JSON)')
    .option('--set <path=value>', 'change one value of the scenario (repeatable)', repeatable)
    .addOption(
      new Option('-f, --format <format>', 'text: a summary; yaml: the resolved scenario; json: both')
        .choices(SHOW_FORMATS)
        .default('text' as const),
    )
    .addHelpText('after', EXAMPLES)
    .action(async (file, options) => {
      const { showCommand } = await import('../commands/show.ts');
      finish(showCommand(file, options, io, installation));
    });
}

const EXAMPLES = `
Examples:
  $ spillway show scenarios/seoul-boston.yaml
  $ spillway show scenarios/seoul-boston.yaml --format yaml > resolved.yaml
`;
