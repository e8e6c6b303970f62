/** `designs.X.propagation`, with its defaults. */
import type { z } from 'zod';
import { duration, SECOND } from '../../kernel/time.ts';
import type { ResolvedDesign } from '../resolved-scenario.ts';
import type { propagationSchema } from '../schema/propagation.ts';
import { durationOf } from './time.ts';

/**
 * Google: changes to a backend service are not instant, and take several minutes to reach GFEs. Assumption: the first
 * hear of it within seconds, the last after three minutes, evenly between.
 */
const DEFAULT_DELAY = duration(5 * SECOND);
const DEFAULT_SPREAD = duration(175 * SECOND);

export function resolvePropagation({
  delay,
  spread,
}: z.infer<typeof propagationSchema>): ResolvedDesign['propagation'] {
  return {
    delay: delay === undefined ? DEFAULT_DELAY : durationOf(delay),
    spread: spread === undefined ? DEFAULT_SPREAD : durationOf(spread),
  };
}
