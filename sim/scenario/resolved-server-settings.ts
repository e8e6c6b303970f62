/** Settings of servers that each of them learns by itself. */
import type { CertificateFault, NameFault } from './schema/server-settings.ts';

export interface FirewallHappening {
  readonly kind: 'firewall';
  /** Whose packets are dropped. */
  readonly metroIds: readonly string[];
  /** Share of the servers that never learn of it, or of its end: 0 .. 1. */
  readonly missing: number;
}

export interface CertificateHappening {
  readonly kind: 'certificate';
  readonly fault: CertificateFault;
}

export interface NameHappening {
  readonly kind: 'dns';
  readonly fault: NameFault;
}
