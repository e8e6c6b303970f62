/** Preferred backends: not for the classic proxy, which refuses the field. */
import type { Reporter } from '../document/reporter.ts';
import type { ResolvedBackend, ResolvedService } from '../resolved-scenario.ts';

/**
 * Whether the scheme allows what backends prefer; where not, each that does is reported
 * (Terraform, `backend.preference`).
 */
export function checkPreferences(
  scheme: ResolvedService['loadBalancingScheme'],
  backends: readonly ResolvedBackend[],
  reporter: Reporter,
): boolean {
  const refused = scheme === 'EXTERNAL' ? backends.filter(({ preference }) => preference === 'PREFERRED') : [];
  for (const { id } of refused) {
    reporter.errorAmong(
      [['backends', id, 'preference'], ['loadBalancingScheme']],
      `the classic proxy (EXTERNAL) has no preferred backends, and ${id} is one`,
    );
  }
  return refused.length === 0;
}
