/** `firewall`, `certificate` and `dns`: settings of servers, and the names by which clients find them. */
import { z } from 'zod';
import { choice, exactlyOneKey, names, percentText } from './quantities.ts';

export const SERVER_SETTING_ACTIONS = ['firewall', 'certificate', 'dns'] as const;
export const SERVER_KINDS = ['region', 'zone', 'backend', 'member'] as const;
/** What can be wrong with a certificate. */
export const CERTIFICATE_FAULTS = ['expired', 'revoked'] as const;
/** What can be wrong with the name of a server. */
export const NAME_FAULTS = ['gone'] as const;
export type NameFault = (typeof NAME_FAULTS)[number];
export type CertificateFault = (typeof CERTIFICATE_FAULTS)[number];

const oneKind = exactlyOneKey(SERVER_KINDS);

const serverFields = {
  region: names('regions').optional(),
  zone: names('zones').optional(),
  backend: names('backends').optional(),
  member: names('members such as web-seoul/3').optional(),
};

export const serverSettingFields = {
  firewall: z
    .strictObject({
      ...serverFields,
      block: names('metros').describe('Whose packets the servers drop.'),
      missing: percentText()
        .optional()
        .describe(
          'Share of the servers that the rule never reaches, and of those that never learn of its end. Default 0%.',
        ),
    })
    .refine(oneKind.accepts, oneKind.options)
    .meta(oneKind.meta)
    .optional()
    .describe("Pushes a rule to the servers' own firewalls."),
  certificate: z
    .strictObject({
      ...serverFields,
      is: choice(CERTIFICATE_FAULTS).describe(
        'expired: clients refuse it. revoked: they do until the new one has reached the server.',
      ),
    })
    .refine(oneKind.accepts, oneKind.options)
    .meta(oneKind.meta)
    .optional()
    .describe("Makes servers' certificates ones that clients refuse."),
  dns: z
    .strictObject({
      ...serverFields,
      is: choice(NAME_FAULTS).describe('gone: DNS no longer knows the name. Copies live on to their end.'),
    })
    .refine(oneKind.accepts, oneKind.options)
    .meta(oneKind.meta)
    .optional()
    .describe('Of kind redirect: the names of servers, which clients are told, go wrong.'),
};
