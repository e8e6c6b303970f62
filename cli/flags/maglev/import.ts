/**
 * `spillway maglev import`: its flags and their help.
 */
import { Command, Option } from '@commander-js/extra-typings';
import { POOL_FORMATS } from '../../formats/format-names.ts';
import type { CommandContext } from '../context.ts';
import { priorityOption } from './hashing-command.ts';

export function importFlags({ io, finish }: CommandContext) {
  return new Command('import')
    .description('backends from Kubernetes EndpointSlices or an Envoy dump, as the list that --backends reads')
    .argument('<file>', 'what kubectl or Envoy’s admin port printed, in YAML or JSON; - is stdin')
    .option('--service <name>', 'Kubernetes service or Envoy cluster, where the file has several')
    .option('--port <port>', 'Kubernetes port by name or number, where the file has several')
    .addOption(priorityOption())
    .option('--include-unhealthy', 'keep endpoints that are not ready or not healthy')
    .addOption(new Option('-f, --format <format>', 'what stdout gets').choices(POOL_FORMATS).default('yaml' as const))
    .addHelpText('after', EXAMPLES)
    .action(async (file, options) => {
      const { maglevImportCommand } = await import('../../commands/maglev.ts');
      finish(await maglevImportCommand(file, options, io));
    });
}

const EXAMPLES = `
Reads kubectl get endpointslices -o json|yaml, Envoy’s /clusters?format=json (health as probed) and its /config_dump?include_eds
(hash_key metadata and localities’ weights). --backends reads these files as well.

Examples:
  $ kubectl get endpointslices -l kubernetes.io/service-name=web -o yaml | spillway maglev import - > pool.yaml
  $ curl -s localhost:9901/clusters?format=json | spillway maglev import - --service web
  $ spillway maglev import config_dump.json --service web --format json
`;
