/** `traffic.connections.requestSize` and `.responseSize`, in bytes. */
import type { ResolvedPayload } from '../resolved-payload.ts';
import type { TrafficInput } from '../schema/traffic.ts';
import { parseBytes } from '../units.ts';

/** `null` where neither is given: bytes are then not counted. */
export function resolvePayload({ requestSize, responseSize }: TrafficInput['connections']): ResolvedPayload | null {
  if (requestSize === undefined && responseSize === undefined) return null;
  return { requestBytes: parseBytes(requestSize ?? '0B')!, responseBytes: parseBytes(responseSize ?? '0B')! };
}
