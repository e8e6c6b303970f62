/**
 * `measured/requests.csv`, read: which request got which answer through which stack of real
 * servers, and what the backend saw.
 */
import { readFileSync } from 'node:fs';

export interface MeasuredCell {
  readonly uri: string;
  readonly stack: string;
  readonly status: number;
  readonly answeredBy: string;
  /** Empty when the request did not come to the backend. */
  readonly backendSaw: string;
  /** What the backend took for the parameter `limit`; empty for none. */
  readonly limit: string;
  readonly location: string;
}

/** No field of the table has a comma or a quote. */
export function measuredTable(): MeasuredCell[] {
  const text = readFileSync(new URL('./measured/requests.csv', import.meta.url), 'utf8');
  const [, ...lines] = text.trimEnd().split('\n');
  return lines.map((line) => {
    const [uri, stack, status, answeredBy, backendSaw, limit, location] = line.split(',') as string[];
    return {
      uri: uri!,
      stack: stack!,
      status: Number(status),
      answeredBy: answeredBy!,
      backendSaw: backendSaw!,
      limit: limit!,
      location: location!,
    };
  });
}
