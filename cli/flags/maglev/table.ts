/**
 * `spillway maglev table`: its flags and their help.
 */
import { Command, Option } from '@commander-js/extra-typings';
import type { CommandContext } from '../context.ts';
import { hashingCommand } from './hashing-command.ts';
import { methodOption } from './key-options.ts';

export function tableFlags({ io, installation, finish }: CommandContext) {
  const command = new Command('table')
    .description('the lookup table of a balancer, slot by slot')
    .addOption(methodOption())
    .addOption(
      new Option('--form <form>', 'runs of slots with the same owner, or every slot')
        .choices(['runs', 'slots'] as const)
        .default('runs' as const),
    );
  return hashingCommand(command)
    .addHelpText('after', EXAMPLES)
    .action(async (options) => {
      const { maglevTableCommand } = await import('../../commands/maglev.ts');
      finish(await maglevTableCommand(options, io, installation));
    });
}

const EXAMPLES = `
Examples:
  $ spillway maglev table --method envoy --table-size 7 --backend 127.0.0.1:{90..95}
  $ spillway maglev table --method cilium --backends endpointslices.yaml --format csv > table.csv
  $ spillway maglev table --method ipvs-mh --backends pool.yaml --html table.html
`;
