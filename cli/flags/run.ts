/**
 * `spillway run`: its flags and their help.
 */
import { Command, Option } from '@commander-js/extra-typings';
import { RUN_FORMATS } from '../formats/format-names.ts';
import type { CommandContext } from './context.ts';
import { jobsOption, replicationsOption } from './experiment-options.ts';
import { repeatable } from './repeatable.ts';

export function runFlags({ io, installation, finish }: CommandContext) {
  return new Command('run')
    .description('simulate every design on the same traffic, judge the expectations, write results and the report')
    .argument('<scenario...>', 'scenario files (YAML or JSON) or patterns')
    .option(
      '-o, --out <dir>',
      'result directory; with several scenarios, the one that holds theirs (default: results/<scenario name>)',
    )
    .option('--seed <seed>', 'seed of all chance, instead of the scenario’s')
    .addOption(replicationsOption())
    .option('--designs <list>', 'only these designs: ids or globs, separated by commas')
    .addOption(jobsOption())
    .option('--set <path=value>', 'change one value of the scenario (repeatable)', repeatable)
    .addOption(new Option('-f, --format <format>', 'what stdout gets').choices(RUN_FORMATS).default('text' as const))
    .option('--fail-on-undecided', 'exit 3 when no expectation failed but one is undecided')
    .option('-q, --quiet', 'no progress and no notices on stderr')
    .addHelpText('after', EXAMPLES)
    .action(async (files, options) => {
      const { runCommand } = await import('../commands/run.ts');
      finish(await runCommand(files, options, io, installation));
    });
}

const EXAMPLES = `
Examples:
  $ spillway run scenarios/seoul-boston.yaml
  $ spillway run scenarios/seoul-boston.yaml --designs 'spray*' --replications 20 --seed 7
  $ spillway run scenarios/seoul-boston.yaml --set traffic.surges.evening.peak=6x --out results/peak-6
  $ spillway run scenarios/*.yaml --format junit > junit.xml

Exit codes: 0 every expectation held, 1 one failed, 2 the input is wrong or output cannot be written,
3 undecided (with --fail-on-undecided), 4 a bug in Spillway, 130 interrupted (what was finished is kept and marked
incomplete).
`;
