/**
 * The schema as JSON Schema draft-07, for editors: completion, hover and diagnostics while a scenario is written.
 */
import { z } from 'zod';
import { requestsOnlySchema, SIMULATED_SECTIONS } from './requests-only.ts';
import { scenarioLayerSchema, scenarioSchema } from './scenario.ts';
import { shareDefinitions } from './share-definitions.ts';

/** A whole scenario, request forms and chains alone, or a layer over another file where it says `extends`. */
export function scenarioJsonSchema(): Readonly<Record<string, unknown>> {
  return shareDefinitions({
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Spillway scenario',
    type: 'object',
    if: { required: ['extends'] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema, not a thenable
    then: exported(scenarioLayerSchema),
    else: {
      if: { not: { anyOf: SIMULATED_SECTIONS.map((key) => ({ required: [key] })) }, required: ['requests', 'chains'] },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema, not a thenable
      then: exported(requestsOnlySchema),
      else: exported(scenarioSchema),
    },
  });
}

function exported(schema: z.ZodType): Parameters<typeof shareDefinitions>[0] {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { target: 'draft-7', io: 'input' });
  return json as Parameters<typeof shareDefinitions>[0];
}
