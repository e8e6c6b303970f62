/**
 * Sends a request target to the letter: an HTTP library would refuse or mend what is tried here.
 */
import { connect } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  readonly location: string | null;
  readonly body: string;
}

/** Assumption: a server on loopback that has not answered by then will not. */
const PATIENCE_MS = 5_000;

/** @param target bytes as characters 0 to 255 */
export function rawRequest(port: number, method: string, target: string): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    const chunks: Buffer[] = [];
    socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error(`no answer from port ${port} to ${target}`)));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => resolve(parsed(Buffer.concat(chunks).toString('latin1'))));
    socket.write(`${method} ${target} HTTP/1.1\r\nHost: edge.test\r\nConnection: close\r\n\r\n`, 'latin1');
  });
}

function parsed(text: string): RawAnswer {
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(text)?.[1] ?? 0);
  const location = /^location: ([^\r\n]*)/im.exec(text)?.[1] ?? null;
  return { status, location, body: text.slice(text.indexOf('\r\n\r\n') + 4) };
}
