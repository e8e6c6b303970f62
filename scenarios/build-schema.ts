/**
 * Writes `scenario.schema.json`, which editors read, from the schema that the tool checks with: `npx
 * tsx scenarios/build-schema.ts`.
 */
import { writeFileSync } from 'node:fs';
import { scenarioJsonSchema } from '../sim/scenario/schema/json-schema.ts';

const text = `${JSON.stringify(scenarioJsonSchema(), null, 1)}\n`;
writeFileSync(new URL('./scenario.schema.json', import.meta.url), text);
