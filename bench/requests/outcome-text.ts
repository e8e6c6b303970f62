/**
 * What a hop did with a request in one line, the same for a real server and for its model.
 */
import type { HopOutcome } from '../../sim/requests/hop.ts';

export function outcomeText(outcome: HopOutcome): string {
  return outcome.kind === 'forwarded' ? `-> ${outcome.target}` : answerText(outcome.status, outcome.location);
}

/** Apache writes its own host before a path; a line break that nginx puts into a header ends it. */
export function answerText(status: number, location: string | null): string {
  if (location === null) return String(status);
  return `${status} ${location.replace(/^http:\/\/edge\.test(:\d+)?/, '').replace(/[\r\n][\s\S]*$/, '')}`.trim();
}
