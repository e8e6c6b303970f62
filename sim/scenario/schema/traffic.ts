/** `traffic`: connections and their length, how they vary over the day, and surges on top. */
import { z } from 'zod';
import { trafficClients } from './clients.ts';
import { distribution } from './distribution.ts';
import { choiceOrModule } from './module-reference.ts';
import { payloadShape } from './payload.ts';
import { durationText, id, multipleText, names, percentText, rateText } from './quantities.ts';
import { slowClientsSchema } from './slow-clients.ts';

export const surgeSchema = z.strictObject({
  at: durationText().describe('Start of the rise.'),
  metros: names('metros').optional().describe('Metros it strikes; patterns allowed. Default all.'),
  peak: multipleText().describe("Multiple of a metro's ordinary rate at the top."),
  rise: durationText().optional().describe('Time to the top. Default 0s.'),
  hold: durationText({ minUs: 1 }).describe('Time at the top.'),
  decay: durationText().optional().describe('Time back to ordinary. Default 0s.'),
});

export const trafficSchema = z
  .strictObject({
    connections: z.strictObject({
      rate: rateText(Number.POSITIVE_INFINITY).describe(
        'New connections over the whole world, before shape and surges.',
      ),
      hold: distribution.describe('How long a connection stays open after its first answer.'),
      ...payloadShape,
      idle: distribution.optional().describe('Its longest silence, at its end. Default none.'),
    }),
    shape: choiceOrModule(['flat', 'work', 'consumer'])
      .optional()
      .describe('Variation over the local day of each metro: by name, or a module of your own. Default flat.'),
    clients: trafficClients.optional().describe('Who connects: a count, or more of them. Default 100k.'),
    ipv6Share: percentText().optional().describe('Share of clients that come over IPv6. Default 0%.'),
    slowClients: slowClientsSchema.optional().describe('Clients that hold connections of a chain. Default none.'),
    surges: z.record(id(), surgeSchema).optional().describe('Extra demand, by id.'),
  })
  .describe('What the clients do.');

export type TrafficInput = z.infer<typeof trafficSchema>;
export type SurgeInput = z.infer<typeof surgeSchema>;
