/** `events`: what goes wrong or is changed, when, and where. */
import { z } from 'zod';
import { durationText, exactlyOneKey, expected, id, names, percentText } from './quantities.ts';

export const ACTIONS = ['fail', 'recover', 'withdraw', 'announce', 'drain', 'scale'] as const;

export const SELECTOR_KINDS = ['region', 'zone', 'backend', 'member', 'pop'] as const;

const selectorFields = {
  region: names('regions').optional(),
  zone: names('zones').optional(),
  backend: names('backends').optional(),
  member: names('members such as web-seoul/3').optional(),
  pop: names('PoPs').optional(),
};

const oneKind = exactlyOneKey(SELECTOR_KINDS);

const selector = z.strictObject(selectorFields).refine(oneKind.accepts, oneKind.options).meta(oneKind.meta);

const scale = z
  .strictObject({
    ...selectorFields,
    capacityScaler: z
      .union([z.number().min(0).max(1), percentText()], {
        error: expected('0, or a fraction from 0.1 to 1 such as 0.5 or 50%'),
      })
      .describe('The capacity scaler to set.'),
  })
  .refine(oneKind.accepts, oneKind.options)
  .meta(oneKind.meta);

const action = exactlyOneKey(ACTIONS);

export const eventSchema = z
  .strictObject({
    id: id(),
    at: durationText().describe('Instant, from the start of the run.'),
    for: durationText({ minUs: 1 }).optional().describe('Undone after this long. Default: it lasts.'),
    fail: selector.optional().describe('Takes the target down: it answers nothing.'),
    recover: selector.optional().describe('Brings a failed target back.'),
    withdraw: selector.optional().describe('PoPs stop announcing the address.'),
    announce: selector.optional().describe('PoPs announce the address.'),
    drain: selector.optional().describe('No new connections; existing ones have the draining timeout.'),
    scale: scale.optional().describe('Sets the capacity scaler.'),
  })
  .refine(action.accepts, action.options)
  .meta(action.meta);

export const eventsSchema = z.array(eventSchema).describe('What happens during the run.');

export type EventInput = z.infer<typeof eventSchema>;
export type SelectorInput = z.infer<typeof selector>;
