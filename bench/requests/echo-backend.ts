/**
 * A backend that says which target it got, in bytes: a server that parses nothing, so that
 * it takes whatever a proxy sends.
 */
import { createServer, type Server } from 'node:net';

/** What its answers have and no proxy's own answer does. */
export const ECHO_STATUS = 299;

export function startEchoBackend(): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer((socket) => {
    let seen = '';
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      seen += chunk.toString('latin1');
      if (!seen.includes('\r\n\r\n')) return;
      // Whatever is between: a proxy may send line breaks that it should not.
      const target = seen.slice(seen.indexOf(' ') + 1, seen.indexOf(' HTTP/1.'));
      const body = Buffer.from(target, 'latin1').toString('hex');
      socket.end(`HTTP/1.1 ${ECHO_STATUS} Echo\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`);
    });
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve({ server, port: (server.address() as { port: number }).port }));
  });
}
