/** `firewall`, `certificate` and `dns`, in base units. */
import type { Reporter } from '../document/reporter.ts';
import type { FrontEndHappening } from '../resolved-front-end.ts';
import type { EventInput } from '../schema/events.ts';
import { parsePercent } from '../units.ts';
import { type KnownNames, resolveNames } from './names.ts';

/** `null` for an event of another kind; `isSound` is false after a fault, which is reported. */
export function resolveServerSetting(
  { firewall, certificate, dns, for: length }: EventInput,
  metros: KnownNames | null,
  path: readonly string[],
  reporter: Reporter,
): { readonly frontEnd: FrontEndHappening | null; readonly isSound: boolean } {
  if (certificate !== undefined) {
    const isSound = certificate.is === 'expired' || length === undefined;
    if (!isSound)
      reporter.error([...path, 'for'], 'a revoked certificate is replaced as the new one spreads', null, 'key');
    return { frontEnd: { kind: 'certificate', fault: certificate.is }, isSound };
  }
  if (dns !== undefined) return { frontEnd: { kind: 'dns', fault: dns.is }, isSound: true };
  if (firewall === undefined) return { frontEnd: null, isSound: true };
  const missing = parsePercent(firewall.missing ?? '0%')!;
  const at = [...path, 'firewall'];
  if (missing > 1) reporter.error([...at, 'missing'], `${firewall.missing} of the servers is more than all of them`);
  if (missing > 1 || metros === null) return { frontEnd: null, isSound: false };
  const metroIds = resolveNames(firewall.block, metros, [...at, 'block'], reporter);
  if (metroIds === null) return { frontEnd: null, isSound: false };
  return { frontEnd: { kind: 'firewall', metroIds, missing }, isSound: true };
}
