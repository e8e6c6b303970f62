/**
 * What the hashing commands have in common: where backends come from, the settings of single methods, and the output.
 */
import { type Command, Option, type OptionValues } from '@commander-js/extra-typings';
import { LIST_FORMATS } from '../../formats/format-names.ts';
import { wholeNumber } from '../parse-number.ts';

/** The greatest table of any system here: Envoy's bound of `table_size`. */
const TABLE_SIZE_MAX = 5_000_011;
/** Far more than changes an answer; a slip of the keyboard is caught before it fills the memory. */
const RING_POINTS_MAX = 100_000;
const PROBES_MAX = 1_000;
const BALANCE_FACTOR_MAX = 10_000;
const PRIORITY_MAX = 128;

/** `command`, which has its own flags, with those of every command that works on a pool of backends. */
export function hashingCommand<Options extends OptionValues>(command: Command<[], Options>) {
  return command
    .optionsGroup('Backends:')
    .option(
      '--backends <file>',
      'list of backends, Kubernetes EndpointSlices or Envoy dump, in YAML or JSON; - is stdin',
    )
    .option('--backend <backend...>', 'name, address or address:port; with =weight where it is not 1 (repeatable)')
    .option('--service <name>', 'Kubernetes service or Envoy cluster, where the file has several')
    .option('--port <port>', 'Kubernetes port by name or number, where the file has several')
    .addOption(priorityOption())
    .option('--include-unhealthy', 'keep endpoints that are not ready or not healthy')
    .optionsGroup('Settings of methods:')
    .addOption(
      new Option('--table-size <slots>', 'slots of the table (default: each system’s own)').argParser(
        wholeNumber(1, TABLE_SIZE_MAX),
      ),
    )
    .option('--envoy-hostnames', 'envoy: hash host names instead of addresses')
    .addOption(
      new Option('--envoy-turns <order>', 'envoy: order of turns; asListed as before 2023').choices([
        'byKey',
        'asListed',
      ] as const),
    )
    .option('--cilium-seed <seed>', 'cilium: base64 of 12 bytes')
    .option('--glb-seed <seed>', 'glb: 32 hexadecimal digits')
    .addOption(
      new Option('--ring-points <n>', 'ring, bounded-load: points for each unit of weight').argParser(
        wholeNumber(1, RING_POINTS_MAX),
      ),
    )
    .addOption(new Option('--probes <n>', 'multi-probe: probes for each key').argParser(wholeNumber(1, PROBES_MAX)))
    .addOption(
      new Option('--balance-factor <percent>', 'bounded-load: most that a backend holds, of its fair share').argParser(
        wholeNumber(101, BALANCE_FACTOR_MAX),
      ),
    )
    .optionsGroup('Output:')
    .addOption(new Option('-f, --format <format>', 'what stdout gets').choices(LIST_FORMATS).default('text' as const))
    .option('--html <file>', 'write a page with charts as well');
}

export function priorityOption() {
  return new Option('--priority <n>', 'Envoy priority level').argParser(wholeNumber(0, PRIORITY_MAX)).default(0);
}
