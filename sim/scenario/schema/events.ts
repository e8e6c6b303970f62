/** `events`: what goes wrong or is changed, when, and where. */
import { z } from 'zod';
import { FAULT_WAYS } from '../../fleet/answer.ts';
import { FRONT_END_ACTIONS, frontEndEventFields } from './front-end-events.ts';
import { degradeSchema, faultFields } from './member-events.ts';
import { choice, count, durationText, exactlyOneKey, expected, id, names, percentText } from './quantities.ts';
import { rollingUpdateFields } from './rolling-update.ts';
import { SERVER_SETTING_ACTIONS, serverSettingFields } from './server-settings.ts';

export const ACTIONS = [
  'fail',
  'recover',
  'withdraw',
  'announce',
  'drain',
  'detach',
  'attach',
  'scale',
  'rollingUpdate',
  'upgrade',
  'restart',
  'partition',
  'degrade',
  ...FRONT_END_ACTIONS,
  ...SERVER_SETTING_ACTIONS,
] as const;

export const SELECTOR_KINDS = [
  'region',
  'zone',
  'backend',
  'member',
  'pop',
  'maglev',
  'gfe',
  'secondLayer',
  'balancer',
  'tier',
] as const;

const selectorFields = {
  region: names('regions').optional(),
  zone: names('zones').optional(),
  backend: names('backends').optional(),
  member: names('members such as web-seoul/3').optional(),
  pop: names('PoPs').optional(),
  maglev: names('Maglev machines such as icn/0').optional(),
  gfe: names('first-layer GFEs such as icn/0').optional(),
  secondLayer: names('second-layer GFEs such as asia-northeast3/2').optional(),
  balancer: names('balancers such as lb1').optional(),
  tier: names('servers of tiers such as europe-west1/apache/3').optional(),
};

const oneKind = exactlyOneKey(SELECTOR_KINDS);

const selector = z.strictObject(selectorFields).refine(oneKind.accepts, oneKind.options).meta(oneKind.meta);

const fail = z
  .strictObject({ ...selectorFields, ...faultFields })
  .refine(oneKind.accepts, oneKind.options)
  .meta(oneKind.meta);

const oneSetting = exactlyOneKey(['capacityScaler', 'weight', 'members']);

const scale = z
  .strictObject({
    ...selectorFields,
    capacityScaler: z
      .union([z.number().min(0).max(1), percentText()], {
        error: expected('0, or a fraction from 0.1 to 1 such as 0.5 or 50%'),
      })
      .optional()
      .describe('The capacity scaler to set, of backends.'),
    weight: z
      .union([z.number().min(0).max(10), percentText()], {
        error: expected('a weight from 0 to 10 such as 0.5 or 50%; the ordinary one is 1'),
      })
      .optional()
      .describe('The weight to set in the lookup tables, of GFEs; the ordinary one is 1.'),
    members: count(0, 1_000_000).optional().describe('How many members to have, of backends.'),
    startup: durationText().optional().describe("How long new members take to start. Default the member's own."),
  })
  .refine(oneKind.accepts, oneKind.options)
  .refine(oneSetting.accepts, oneSetting.options)
  .meta({ allOf: [oneKind.meta, oneSetting.meta] });

const upgrade = z
  .strictObject({
    ...selectorFields,
    downtime: durationText({ minUs: 1 }).describe('How long each machine is out.'),
    gap: durationText().describe('From the return of one machine to the end of the next.'),
  })
  .refine(oneKind.accepts, oneKind.options)
  .meta(oneKind.meta);

const restart = z
  .strictObject({
    ...selectorFields,
    downtime: durationText({ minUs: 1 }).describe('How long each member is out.'),
    gap: durationText().describe('From the return of one member to the end of the next.'),
    as: choice(FAULT_WAYS).optional().describe('What it answers meanwhile, as with fail. Default refusing.'),
  })
  .refine(oneKind.accepts, oneKind.options)
  .meta(oneKind.meta);

const partition = z
  .strictObject({ ...selectorFields, from: names('balancers such as lb1').describe('Who hears nothing of them.') })
  .refine(oneKind.accepts, oneKind.options)
  .meta(oneKind.meta);

const rollingUpdate = z
  .strictObject({ ...selectorFields, ...rollingUpdateFields })
  .refine(oneKind.accepts, oneKind.options)
  .meta(oneKind.meta);

const action = exactlyOneKey(ACTIONS);

export const eventSchema = z
  .strictObject({
    id: id(),
    at: durationText().describe('Instant, from the start of the run.'),
    for: durationText({ minUs: 1 }).optional().describe('Undone after this long. Default: it lasts.'),
    fail: fail.optional().describe('Takes the target down: it answers nothing, or members refuse.'),
    recover: selector.optional().describe('Brings a failed target back.'),
    withdraw: selector.optional().describe('PoPs stop announcing the address.'),
    announce: selector.optional().describe('PoPs announce the address.'),
    drain: selector.optional().describe('No new connections; existing ones have the draining timeout.'),
    detach: selector.optional().describe('Takes backends out of the service.'),
    attach: selector.optional().describe('Puts backends back into the service.'),
    scale: scale
      .optional()
      .describe('Sets the capacity scaler or the number of members of backends, or the weight of GFEs.'),
    rollingUpdate: rollingUpdate.optional().describe('Replaces the members of backends, a few at a time.'),
    upgrade: upgrade.optional().describe("Restarts a PoP's Maglev machines one after the other."),
    restart: restart.optional().describe('Restarts members one after the other, breaking what they have.'),
    partition: partition.optional().describe('Cuts servers off from balancers: their heartbeats do not arrive.'),
    degrade: degradeSchema(selectorFields, SELECTOR_KINDS)
      .optional()
      .describe('Makes members bad while they go on: connections fail, answers are slow.'),
    ...frontEndEventFields,
    ...serverSettingFields,
    designs: names('designs').optional().describe('Designs in which it happens. Default all.'),
  })
  .refine(action.accepts, action.options)
  .meta(action.meta);

export const eventsSchema = z.array(eventSchema).describe('What happens during the run.');

export type EventInput = z.infer<typeof eventSchema>;
export type SelectorInput = z.infer<typeof selector>;
