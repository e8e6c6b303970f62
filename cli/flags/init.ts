/**
 * `spillway init`: its argument and its help.
 */
import { Command } from '@commander-js/extra-typings';
import type { CommandContext } from './context.ts';

export function initFlags({ io, installation, finish }: CommandContext) {
  return new Command('init')
    .description('start a repository of scenarios: one that runs, its baseline, a GitHub workflow, a README')
    .argument('[dir]', 'where', '.')
    .addHelpText('after', EXAMPLES)
    .action(async (directory) => {
      const { initCommand } = await import('../commands/init.ts');
      finish(await initCommand(directory, io, installation));
    });
}

const EXAMPLES = `
Examples:
  $ spillway init
  $ spillway init load-balancing

Overwrites nothing: where any of its files is there already, none is written (exit 2).
`;
