/** A file that says what is sent and through what, and describes nothing to simulate. */
import { z } from 'zod';
import { scenarioSchema } from './scenario.ts';

const { version, name, question, answer, requests, chains, ...simulated } = scenarioSchema.shape;

/** Sections that only a simulation needs. */
export const SIMULATED_SECTIONS: readonly string[] = Object.keys(simulated);

/** The other sections may be there, and are not looked at. */
export const requestsOnlySchema = z.strictObject({
  version,
  name,
  question,
  answer,
  ...Object.fromEntries(SIMULATED_SECTIONS.map((key) => [key, z.unknown().optional()])),
  requests: requests.unwrap(),
  chains: chains.unwrap(),
});
