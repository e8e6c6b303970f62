/** Sizes of requests and answers, as a scenario writes them. */
import type { ResolvedPayload } from './resolved-payload.ts';
import { formatBytes } from './units.ts';

export function payloadMap(payload: ResolvedPayload | undefined): Readonly<Record<string, string>> {
  if (payload === undefined) return {};
  return { requestSize: formatBytes(payload.requestBytes), responseSize: formatBytes(payload.responseBytes) };
}
