/**
 * docs/VALIDATION.md: its sections in order, what it says above them, and how long each takes.
 */
import { capacityTutorial } from './capacity-tutorial.ts';
import { catchments } from './catchments.ts';
import { edgeChanging, edgeHolding, edgeSteady } from './edge-chain.ts';
import { figure11Large, figure11Small } from './figure-11.ts';
import { figure12Large, figure12Small } from './figure-12.ts';
import { implementations } from './implementations.ts';
import { queueing } from './queueing.ts';
import { sectionText, type ValidationSection } from './validation-section.ts';

export const VALIDATION_FILE = new URL('../../docs/VALIDATION.md', import.meta.url);

/** Seconds each: the test computes them again. */
export const QUICK_SECTIONS: readonly (() => ValidationSection)[] = [
  figure11Small,
  figure12Small,
  implementations,
  capacityTutorial,
];

const SECTIONS: readonly (() => ValidationSection)[] = [
  figure11Small,
  figure11Large,
  figure12Small,
  figure12Large,
  implementations,
  queueing,
  catchments,
  capacityTutorial,
  edgeSteady,
  edgeChanging,
  edgeHolding,
];

const HEAD = `# Validation

What others have published or proved, and what Spillway computes for the same question. Written by \`npm run validation\`, which takes
two minutes and fails where a figure is out of its band; \`test/validation/\` holds this file to its bands and computes the quick sections again,
\`test/sim/world/catchment.calibration.test.ts\` those of the catchments, \`test/calibration/\` those of Apache and nginx.

*Accepted* is either exact, where the value is forced, or a band, where draws decide; each section says where its band comes from. The same version
writes the same bytes.`;

/** @param onSection called before each section, with its place */
export function validationDocument(onSection: (at: number, count: number) => void): string {
  const sections = SECTIONS.map((compute, at) => {
    onSection(at + 1, SECTIONS.length);
    return sectionText(compute());
  });
  return `${[HEAD, ...sections].join('\n\n')}\n`;
}
