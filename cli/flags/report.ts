/**
 * `spillway report`: its arguments and their help.
 */
import { Command } from '@commander-js/extra-typings';
import type { CommandContext } from './context.ts';

export function reportFlags({ io, installation, finish }: CommandContext) {
  return new Command('report')
    .description('draw report.html again from a result directory; never simulates')
    .argument('<result>', 'result directory')
    .addHelpText('after', '\nExample:\n  $ spillway report results/seoul-boston\n')
    .action(async (directory) => {
      const { reportCommand } = await import('../commands/report.ts');
      finish(await reportCommand(directory, io, installation));
    });
}
