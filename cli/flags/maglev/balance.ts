/**
 * `spillway maglev balance`: its flags and their help.
 */
import { Command } from '@commander-js/extra-typings';
import type { CommandContext } from '../context.ts';
import { hashingCommand } from './hashing-command.ts';
import { keysOption, methodOption } from './key-options.ts';

export function balanceFlags({ io, installation, finish }: CommandContext) {
  const command = new Command('balance')
    .description('each backend’s share against its weight, and the over- and underprovision that follow')
    .addOption(methodOption())
    .addOption(keysOption(1_000_000));
  return hashingCommand(command)
    .addHelpText('after', EXAMPLES)
    .action(async (options) => {
      const { maglevBalanceCommand } = await import('../../commands/maglev.ts');
      finish(await maglevBalanceCommand(options, io, installation));
    });
}

const EXAMPLES = `
Examples:
  $ spillway maglev balance --method katran-v1 --backend 10.0.0.1=1 10.0.0.2=10
  $ spillway maglev balance --method envoy --backends config_dump.json --service web --table-size 655373
  $ spillway maglev balance --method ring --ring-points 1000 --backends pool.yaml --html balance.html
`;
