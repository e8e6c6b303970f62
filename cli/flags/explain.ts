/**
 * `spillway explain`: its flags and their help.
 */
import { Command, Option } from '@commander-js/extra-typings';
import { COUNT_MAX } from '../explain/trail-count.ts';
import { EXPLAIN_FORMATS } from '../formats/format-names.ts';
import type { CommandContext } from './context.ts';
import { wholeNumber } from './parse-number.ts';
import { repeatable } from './repeatable.ts';

const REPLICATION_MAX = 9_999;

export function explainFlags({ io, installation, finish }: CommandContext) {
  return new Command('explain')
    .description(
      'why connections went where they went: each decision, its candidates, and why the others were passed over',
    )
    .argument('<scenario>', 'scenario file (YAML or JSON)')
    .requiredOption('--at <time>', 'from when: 27:10, 27m10s, or the id of a phase, event or surge')
    .option('--design <id>', 'the design; may be left out where there is one')
    .option('--metro <id>', 'where the clients are; may be left out where there is one')
    .option('--for <duration>', 'how long from then on (default: 10s)')
    .addOption(
      new Option('--count <n>', 'connections, the first ones (default: 1, with --for all of them)').argParser(
        wholeNumber(1, COUNT_MAX),
      ),
    )
    .addOption(new Option('--replication <n>', 'the run, from 0').argParser(wholeNumber(0, REPLICATION_MAX)).default(0))
    .option('--set <path=value>', 'change one value of the scenario (repeatable)', repeatable)
    .addOption(
      new Option('-f, --format <format>', 'what stdout gets').choices(EXPLAIN_FORMATS).default('text' as const),
    )
    .addHelpText('after', EXAMPLES)
    .action(async (file, options) => {
      const { explainCommand } = await import('../commands/explain.ts');
      finish(explainCommand(file, options, io, installation));
    });
}

const EXAMPLES = `
Examples:
  $ spillway explain scenarios/seoul-boston.yaml --design waterfall --metro seoul --at 15:00
  $ spillway explain scenarios/seoul-boston.yaml --design waterfall --metro seoul --at seoul-lost --for 30s
  $ spillway explain scenarios/seoul-boston.yaml --design spray --metro boston --at 27m10s --count 20 --format json

Exit codes: 0 explained, 2 the input is wrong or no connection comes then, 4 a bug in Spillway.
`;
