/**
 * `spillway maglev`: the hashing questions on their own.
 */
import { Command } from '@commander-js/extra-typings';
import type { CommandContext } from '../context.ts';
import { balanceFlags } from './balance.ts';
import { compareFlags } from './compare.ts';
import { disruptionFlags } from './disruption.ts';
import { importFlags } from './import.ts';
import { tableFlags } from './table.ts';

/** In the order of the help. */
const COMMANDS = [tableFlags, balanceFlags, disruptionFlags, compareFlags, importFlags];

export function maglevFlags(context: CommandContext) {
  const maglev = new Command('maglev')
    .description('what consistent hashing does with your backends, in the dialects of real balancers')
    .addHelpText('after', EXAMPLES);
  for (const flags of COMMANDS) maglev.addCommand(flags(context) as unknown as Command);
  return maglev;
}

const EXAMPLES = `
Examples:
  $ spillway maglev table --method envoy --backend 10.0.0.{1..6}:8080 --table-size 251
  $ kubectl get endpointslices -l kubernetes.io/service-name=web -o json | spillway maglev balance --backends - --method cilium
  $ spillway maglev disruption --backends pool.yaml --method katran-v2 --remove 10.0.0.7:443
  $ spillway maglev compare --backends pool.yaml --html compare.html
  $ curl -s localhost:9901/clusters?format=json | spillway maglev import - --service web > pool.yaml

spillway list methods says what each dialect and method is.
`;
