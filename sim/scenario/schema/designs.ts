/** `designs`: the architectures to compare, each with its policy, its edge and its changes to the service. */
import { z } from 'zod';
import { ECMP_KINDS } from '../../maglev/ecmp.ts';
import { chainFields } from './chain.ts';
import { frontEndServerSchema } from './front-end-server.ts';
import { loadReport } from './load-report.ts';
import { namingSchema } from './naming.ts';
import { overlay } from './overlay.ts';
import { packetRateFields } from './packet-rate.ts';
import { propagationSchema } from './propagation.ts';
import { choice, count, durationText, expected, id, names, wholeNumber } from './quantities.ts';
import { redirectFields } from './redirect.ts';
import { responseTimeoutFields } from './response-timeout.ts';
import { retrySchema } from './retry.ts';
import { serviceSchema } from './service.ts';
import { serviceLbPolicySchema } from './service-lb-policy.ts';

export const DESIGN_KINDS = ['anycastProxy', 'networkPassthrough', 'redirect', 'dns', 'chain'] as const;

const LABEL_LENGTH_MAX = 40;

const edge = z.strictObject({
  maglevMachines: wholeNumber(1, 1_000).optional().describe('Maglev machines of a PoP. Default 4.'),
  gfes: wholeNumber(1, 10_000).optional().describe('First-layer GFEs of a PoP. Default 8.'),
  tableSize: wholeNumber(2, 5_000_011).optional().describe('Slots of the Maglev table; a prime. Default 65537.'),
  connectionTable: z
    .strictObject({
      entries: count(0, 100_000_000).optional().describe('Flows a machine remembers. Default 1M.'),
      expiry: durationText({ minUs: 1 }).optional().describe('Idle time after which it forgets one. Default 10m.'),
    })
    .optional(),
  ecmp: choice(ECMP_KINDS).optional().describe('How the router spreads flows over the machines. Default modulo.'),
  backendUpdate: z
    .strictObject({
      delay: durationText().optional().describe('Until the first machine can know of a change. Default 1s.'),
      spread: durationText().optional().describe('From then until the last one knows. Default 1s.'),
    })
    .optional()
    .describe('When Maglev machines learn of a change among the GFEs.'),
  server: frontEndServerSchema.optional(),
});

const secondLayer = z.strictObject({
  gfesPerRegion: wholeNumber(1, 1_000)
    .optional()
    .describe('Second-layer GFEs of a region, in its zones by turns. Default 6.'),
  regions: names('regions')
    .optional()
    .describe('Where services served near the client have them. Default: in all regions.'),
  knownRegions: wholeNumber(1, 1_000)
    .optional()
    .describe('Regions whose backends a GFE knows: the nearest ones, its own included. Default 4.'),
  zonePreferenceEndsAt: count(0, 100_000_000)
    .optional()
    .describe('Open connections at which a GFE no longer favours its own zone; 0: it never does. Default 100.'),
});

export const designSchema = z.strictObject({
  kind: choice(DESIGN_KINDS).optional().describe('Needed unless a design it extends has it.'),
  extends: z
    .string({ error: expected('the id of another design') })
    .optional()
    .describe('Another design to start from.'),
  service: overlay(serviceSchema).optional().describe("Changes to the scenario's service: null deletes a key."),
  serviceLbPolicy: serviceLbPolicySchema.optional(),
  edge: edge.optional().describe('The machines of one PoP; every PoP has the same.'),
  secondLayer: secondLayer.optional().describe('The GFEs near the backends; every region has the same.'),
  loadReport: loadReport.optional().describe('How GFEs come to know the load.'),
  propagation: propagationSchema.optional(),
  connectTimeout: durationText({ minUs: 1 })
    .optional()
    .describe('How long a GFE, or a client without one, waits for a member that does not answer. Default 5s.'),
  ...responseTimeoutFields,
  ...packetRateFields,
  retry: retrySchema.optional(),
  ...redirectFields,
  dns: namingSchema.optional(),
  ...chainFields,
  labels: z
    .record(
      id(),
      z
        .string({ error: expected('a text') })
        .min(1, { error: expected('a text that is not empty') })
        .max(LABEL_LENGTH_MAX, { error: expected(`a text of at most ${LABEL_LENGTH_MAX} characters`) }),
    )
    .optional()
    .describe('What to call this design on each axis of a comparison.')
    .meta({ examples: [{ table: 'full' }] }),
});

export const designsSchema = z
  .record(id(), designSchema)
  .refine((designs) => Object.keys(designs).length > 0, { error: 'expected at least one design' })
  .meta({ minProperties: 1 })
  .describe('The architectures to compare, by id.');

export type DesignInput = z.infer<typeof designSchema>;
