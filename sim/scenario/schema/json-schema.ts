/**
 * The schema as JSON Schema draft-07, for editors: completion, hover and diagnostics while a scenario is written.
 */
import { z } from 'zod';
import { scenarioLayerSchema, scenarioSchema } from './scenario.ts';
import { shareDefinitions } from './share-definitions.ts';

/** A whole scenario, or a layer over another where the file says `extends`. */
export function scenarioJsonSchema(): Readonly<Record<string, unknown>> {
  return shareDefinitions({
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Spillway scenario',
    type: 'object',
    if: { required: ['extends'] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema, not a thenable
    then: exported(scenarioLayerSchema),
    else: exported(scenarioSchema),
  });
}

function exported(schema: z.ZodType): Parameters<typeof shareDefinitions>[0] {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { target: 'draft-7', io: 'input' });
  return json as Parameters<typeof shareDefinitions>[0];
}
