/**
 * `push`: a backend protocol changed at run time, in base units, and whether the designs
 * that it happens in can have it.
 */
import { duration, MINUTE } from '../../kernel/time.ts';
import type { Reporter } from '../document/reporter.ts';
import type { FrontEndHappening } from '../resolved-front-end.ts';
import type { ResolvedDesign } from '../resolved-scenario.ts';
import type { EventInput } from '../schema/events.ts';
import { isHttp, type ServiceProtocol } from '../service-protocol.ts';
import { durationOf } from './time.ts';

/** Assumption for the "few minutes" of Google Cloud's "Backend services overview". */
const UNREACHABLE_DEFAULT = duration(3 * MINUTE);

export function resolvePush({ protocol, unreachable }: NonNullable<EventInput['push']>): FrontEndHappening {
  return {
    kind: 'push',
    protocol,
    unreachable: unreachable === undefined ? UNREACHABLE_DEFAULT : durationOf(unreachable),
  };
}

/**
 * A target proxy speaks TCP and SSL, or HTTP, HTTPS and HTTP2, with its backends; a passthrough balancer has
 * none. What is wrong is reported.
 *
 * @param designs those that the event happens in; none where they are at fault themselves
 * @param path that of the action
 */
export function checkPush(
  protocol: ServiceProtocol,
  designs: readonly ResolvedDesign[],
  path: readonly string[],
  reporter: Reporter,
): boolean {
  const proxies = designs.filter(({ kind }) => kind === 'anycastProxy');
  if (designs.length > 0 && proxies.length === 0) {
    reporter.error(path, 'no design has a backend protocol to change: only anycastProxy has a proxy');
    return false;
  }
  const other = proxies.find(({ service }) => isHttp(service.protocol) !== isHttp(protocol));
  if (other === undefined) return true;
  const choices = isHttp(protocol) ? 'TCP or SSL' : 'HTTP, HTTPS or HTTP2';
  const message = `the target proxy of ${other.id} goes with ${choices}, as its ${other.service.protocol} does`;
  reporter.error([...path, 'protocol'], `${message}; got ${protocol}`);
  return false;
}
