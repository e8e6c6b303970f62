/** Whether the selector of an event names a backend, or any zone of it. */
import type { ResolvedBackend, ResolvedEvent } from '../resolved-scenario.ts';

export function isNamed({ kind, ids }: ResolvedEvent['target'], { id, region, zones }: ResolvedBackend): boolean {
  const names = kind === 'backend' ? [id] : kind === 'region' ? [region] : zones.map(({ zone }) => zone);
  return names.some((name) => ids.includes(name));
}
