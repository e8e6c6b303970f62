/**
 * `spillway schema`: the JSON Schema of scenario files.
 */
import { scenarioJsonSchema } from '../../sim/scenario/schema/json-schema.ts';
import { HELD } from '../exit-codes.ts';
import type { Io } from '../io.ts';

export function schemaCommand(io: Io): number {
  io.out(`${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`);
  return HELD;
}
