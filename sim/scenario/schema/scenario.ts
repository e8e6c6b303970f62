/** The whole file, as one strict schema: the sections in the order in which a reader meets them. */
import { z } from 'zod';
import { chainsSchema } from './chains.ts';
import { designsSchema } from './designs.ts';
import { eventsSchema } from './events.ts';
import { expectSchema } from './expect.ts';
import { experimentSchema } from './experiment.ts';
import { explainSchema } from './explain.ts';
import { overlay } from './overlay.ts';
import { expected } from './quantities.ts';
import { requestsSchema } from './requests.ts';
import { serviceSchema } from './service.ts';
import { timeSchema } from './time.ts';
import { trafficSchema } from './traffic.ts';
import { worldSchema } from './world.ts';

const nameError = expected('a name in kebab case such as region-at-capacity');

export const scenarioSchema = z.strictObject({
  version: z.literal(1, { error: expected('1, the version of this format') }).describe('Version of the format: 1.'),
  name: z
    .string({ error: nameError })
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, { error: nameError })
    .describe('In kebab case; the name of its results.'),
  question: z.string().optional().describe('What this scenario answers, in a sentence.'),
  answer: z.string().optional().describe('The answer, in a paragraph, as the expectations hold it.'),
  time: timeSchema,
  world: worldSchema,
  service: serviceSchema,
  traffic: trafficSchema,
  designs: designsSchema,
  events: eventsSchema.optional(),
  experiment: experimentSchema.optional(),
  expect: expectSchema.optional(),
  explain: explainSchema.optional(),
  requests: requestsSchema.optional(),
  chains: chainsSchema.optional(),
});

/** A file that changes another one: `extends` names it, the rest is a layer over it. */
export const scenarioLayerSchema = z.strictObject({
  extends: z
    .string({ error: expected('the path of another scenario') })
    .describe('A scenario to start from, relative to this file.'),
  ...(overlay(scenarioSchema) as z.ZodObject).shape,
});

export type ScenarioInput = z.infer<typeof scenarioSchema>;
