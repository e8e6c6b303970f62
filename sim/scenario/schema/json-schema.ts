/**
 * The schema as JSON Schema draft-07, for editors: completion, hover and diagnostics while a scenario is written.
 */
import { z } from 'zod';
import { scenarioLayerSchema, scenarioSchema } from './scenario.ts';

/** A whole scenario, or a layer over another where the file says `extends`. */
export function scenarioJsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...whole } = z.toJSONSchema(scenarioSchema, { target: 'draft-7', io: 'input' });
  const { $schema: _, ...layer } = z.toJSONSchema(scenarioLayerSchema, { target: 'draft-7', io: 'input' });
  return {
    $schema,
    title: 'Spillway scenario',
    type: 'object',
    if: { required: ['extends'] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema, not a thenable
    then: layer,
    else: whole,
  };
}
