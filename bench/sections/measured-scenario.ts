/**
 * The scenario whose connections are measured: two cities, five zones, a surge and a lost region, so that every part of the path is walked.
 */
import { fileURLToPath } from 'node:url';

export const SCENARIO_NAME = 'seoul-boston';

/** For `connection-engine.ts`: the scenario's file and its world's. */
export const SCENARIO_ARGUMENTS = [`${SCENARIO_NAME}.yaml`, 'worlds/gcp.json'].map((path) =>
  fileURLToPath(new URL(`../../scenarios/${path}`, import.meta.url)),
);
