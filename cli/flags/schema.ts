/**
 * `spillway schema`: the scenario file's JSON Schema, for editors.
 */
import { Command } from '@commander-js/extra-typings';
import type { CommandContext } from './context.ts';

export function schemaFlags({ io, finish }: CommandContext) {
  return new Command('schema')
    .description('print the JSON Schema (draft-07) of scenario files, for completion and checks in an editor')
    .addHelpText('after', '\nExample:\n  $ spillway schema > scenario.schema.json\n')
    .action(async () => {
      const { schemaCommand } = await import('../commands/schema.ts');
      finish(schemaCommand(io));
    });
}
