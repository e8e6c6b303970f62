/**
 * `spillway maglev disruption`: its flags and their help.
 */
import { Command, Option } from '@commander-js/extra-typings';
import type { CommandContext } from '../context.ts';
import { hashingCommand } from './hashing-command.ts';
import { drawsOption, keysOption, randomChangeOption, randomOption, seedOption } from './key-options.ts';

export function disruptionFlags({ io, installation, finish }: CommandContext) {
  const command = new Command('disruption')
    .description('what moves when backends leave, join or weigh otherwise: those named, or as many at random')
    .addOption(new Option('--dialect, --method <id...>', 'of: spillway list methods').default(['paper'], 'paper'))
    .option('--remove <name...>', 'backends that leave')
    .option('--add <backend...>', 'backends that join, with =weight where it is not 1')
    .option('--reweight <name=weight...>', 'backends that weigh otherwise')
    .addOption(randomOption().conflicts(GIVEN))
    .addOption(randomChangeOption().conflicts(GIVEN))
    .addOption(drawsOption(20).conflicts(GIVEN))
    .addOption(seedOption().conflicts(GIVEN))
    .addOption(keysOption(100_000));
  return hashingCommand(command)
    .addHelpText('after', EXAMPLES)
    .action(async (options) => {
      const { maglevDisruptionCommand } = await import('../../commands/maglev.ts');
      finish(await maglevDisruptionCommand(options, io, installation));
    });
}

/** A named change leaves nothing to draw. */
const GIVEN = ['remove', 'add', 'reweight'];

const EXAMPLES = `
moved     keys, or slots, with another backend afterwards
minimum   what fair shares lose by the change: no method can move less and follow the weights
extra     moved without need: the backend is still there, and keys did not go from one that lost to one that gained

Examples:
  $ spillway maglev disruption --backends pool.yaml --method envoy ring --remove 10.0.0.7:8080
  $ spillway maglev disruption --backends pool.yaml --method cilium --add 10.0.0.9:8080=2 --reweight 10.0.0.1:8080=5
  $ spillway maglev disruption --backends pool.yaml --random 10 --draws 200 --seed 7
  $ spillway maglev disruption --backends pool.yaml --method paper rendezvous --random-change double
`;
