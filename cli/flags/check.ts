/**
 * `spillway check`: its flags and their help.
 */
import { Command, Option } from '@commander-js/extra-typings';
import { RUN_FORMATS } from '../formats/format-names.ts';
import type { CommandContext } from './context.ts';
import { jobsOption, replicationsOption, toleranceOption } from './experiment-options.ts';
import { repeatable } from './repeatable.ts';

export function checkFlags({ io, installation, finish }: CommandContext) {
  return new Command('check')
    .description('simulate and compare with the committed baselines: what became worse, better, or just different')
    .argument('<scenario...>', 'scenario files or patterns')
    .option('--baselines <dir>', 'where the baselines are, a file for each scenario', 'results/baselines')
    .option('--update', 'write the baselines anew, and print what that accepts')
    .option('--ci-update', 'allow --update where the variable CI is set')
    .addOption(replicationsOption().conflicts('quick'))
    .option('--quick', 'three replications: a first look, compared with the baseline’s first three')
    .addOption(toleranceOption())
    .option('--seed <seed>', 'another seed than the scenario’s: compares independent replications')
    .option('--designs <list>', 'only these designs: ids or globs, separated by commas')
    .option('--set <path=value>', 'change one value of the scenario (repeatable)', repeatable)
    .option('-o, --out <dir>', 'write result directories with reports too (default: none)')
    .addOption(jobsOption())
    .addOption(new Option('-f, --format <format>', 'what stdout gets').choices(RUN_FORMATS).default('text' as const))
    .option('--fail-on-undecided', 'exit 3 when nothing is established to be worse but something may be')
    .option('-q, --quiet', 'no progress and no notices on stderr')
    .addHelpText('after', EXAMPLES)
    .action(async (files, options) => {
      const { checkCommand } = await import('../commands/check.ts');
      finish(await checkCommand(files, options, io, installation));
    });
}

const EXAMPLES = `
Examples:
  $ spillway check scenarios/*.yaml
  $ spillway check scenarios/seoul-boston.yaml --set service.backends.web-seoul-a.capacityScaler=0.9 --quick
  $ spillway check scenarios/*.yaml --update && git diff results/baselines
  $ spillway check 'scenarios/*.yaml' --format github --out results/check

With --format github a step summary is written too ($GITHUB_STEP_SUMMARY). Intervals hold together with 95% confidence;
~ marks what these replications do not decide. docs/CHECK.md says how figures are compared.

Exit codes: 0 nothing worse, 1 a regression is established or an expectation failed, 2 the input is wrong or a baseline
is missing, 3 undecided (with --fail-on-undecided), 4 a bug in Spillway, 130 interrupted.
`;
