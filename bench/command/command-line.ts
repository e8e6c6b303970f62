/**
 * What the commands of the benchmark have in common on the command line: `--help`, and a plain word with exit
 * code 2 where the user is mistaken.
 */
import { type ParseArgsConfig, parseArgs } from 'node:util';

type OptionsConfig = NonNullable<ParseArgsConfig['options']>;
type Parsed<Options extends OptionsConfig> = ReturnType<typeof parseArgs<{ options: Options }>>['values'];

const HELP = { help: { type: 'boolean', short: 'h', default: false } } as const;
const EXIT_USAGE = 2;

/**
 * The options of this process, or its end: with 0 after `--help`, with 2 where one is unknown
 * or an argument is no option's.
 */
export function commandLine<const Options extends OptionsConfig>(usage: string, options: Options): Parsed<Options> {
  try {
    const { values } = parseArgs({ options: { ...options, ...HELP } });
    if (!(values as { readonly help: boolean }).help) return values as Parsed<Options>;
  } catch (error) {
    // Node's first sentence says what is wrong; the others, how to pass what begins with a dash.
    refuse(usage, (error as Error).message.split('. ')[0]!);
  }
  console.log(usage);
  process.exit(0);
}

/** Says what is wrong and how the command is used, and ends the process. */
export function refuse(usage: string, what: string): never {
  console.error(`${what}\n\n${usage}`);
  process.exit(EXIT_USAGE);
}
