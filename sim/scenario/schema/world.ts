/** `world`: where clients live, which PoPs announce the address, and how BGP spreads the clients over them. */
import { z } from 'zod';
import { moduleFields } from './module-reference.ts';
import { choice, expected, names, wholeNumber } from './quantities.ts';

export const CATCHMENT_PROFILES = ['ideal', 'cdn-2015', 'cdn-2021', 'root-dns'] as const;

const profile = choice(CATCHMENT_PROFILES);

const weightError = expected('internetUsers, equal, or a map of metros to positive numbers');

export const clientsSchema = z.strictObject({
  metros: names('metros').optional().describe('Metros where clients live; patterns allowed. Default all.'),
  weight: z
    .union(
      [
        z.enum(['internetUsers', 'equal']),
        z.record(z.string(), z.number().gt(0, { error: 'a weight must be above 0' })),
      ],
      { error: weightError },
    )
    .optional()
    .describe('Share of traffic by metro. Default internetUsers.'),
  networksPerMetro: wholeNumber(1, 20)
    .optional()
    .describe('Eyeball networks of a metro, the unit of BGP catchment. Default 3.'),
  resolversPerNetwork: wholeNumber(1, 1_000)
    .optional()
    .describe('DNS resolvers through which the clients of a network ask. Default 4.'),
});

export const catchmentSchema = z.strictObject({
  profile: profile.optional(),
  preferences: z
    .record(z.string(), z.array(z.string()).min(1))
    .optional()
    .describe('Metro -> PoPs, best first; the profile orders the rest.'),
  module: moduleFields.module.optional(),
  options: moduleFields.options,
});

export const worldSchema = z
  .strictObject({
    extends: z.string({ error: expected('the name of a shipped world such as gcp') }).describe('A shipped world.'),
    clients: clientsSchema.optional(),
    catchment: z
      .union([profile, catchmentSchema], {
        error: expected(`one of ${CATCHMENT_PROFILES.join(', ')}, or { profile, preferences, module }`),
      })
      .optional()
      .describe('How BGP spreads client networks over PoPs. Default cdn-2021.'),
    pops: names('PoPs').optional().describe('PoPs that announce the address; patterns allowed. Default all.'),
    seed: z
      .string({ error: expected('a text such as gcp') })
      .min(1, { error: 'the seed must not be empty' })
      .optional()
      .describe("Seed of the world's own chance, so the map stays the same from run to run. Default gcp."),
  })
  .describe('The places: clients, edge, regions.');
