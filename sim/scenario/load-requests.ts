/**
 * Only the request mix and the chains of a scenario, for questions that need no simulation: a file
 * that has nothing else is enough.
 *
 * The other sections of a whole scenario are left to `loadScenario`; a key that is no section is an error here too.
 */
import { inherit } from './document/inherit.ts';
import type { MapNode } from './document/node.ts';
import type { Source } from './document/parse-yaml.ts';
import { Reporter } from './document/reporter.ts';
import { applyOverrides, OVERRIDE_FILE } from './document/set-override.ts';
import { type Problem, ProblemList } from './problem.ts';
import { resolveRequests } from './resolve/requests.ts';
import type { ResolvedRequests } from './resolved-requests.ts';
import { requestsOnlySchema, SIMULATED_SECTIONS } from './schema/requests-only.ts';
import { checkShape } from './shape/check-shape.ts';

export type LoadRequestsResult =
  | { readonly ok: true; readonly name: string; readonly question: string | null; readonly requests: ResolvedRequests }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** `sources` and `overrides` as for `loadScenario`. */
export function loadRequests(sources: readonly Source[], overrides: readonly string[] = []): LoadRequestsResult {
  const problems = new ProblemList();
  const files = [...sources.map(({ file }) => file), OVERRIDE_FILE];
  const inherited = inherit(sources, problems);
  if (inherited === null) return { ok: false, problems: problems.sorted(files) };
  const reporter = new Reporter(applyOverrides(inherited, overrides, problems), problems);
  const input = checkShape(requestsOnlySchema, reporter);
  const resolved = resolveRequests(reporter);
  if (problems.hasErrors || input === null || resolved === null) return { ok: false, problems: problems.sorted(files) };
  return { ok: true, name: input.name, question: input.question ?? null, requests: resolved };
}

/** Whether the files, one extending the other, say so. */
export function areRequestsOnly(sources: readonly Source[]): boolean {
  const root = inherit(sources, new ProblemList());
  return root !== null && isRequestsOnly(root);
}

/** Whether a scenario says what is sent and through what, and nothing that could be simulated. */
export function isRequestsOnly({ entries }: MapNode): boolean {
  const hasAny = entries.has('requests') || entries.has('chains');
  return hasAny && SIMULATED_SECTIONS.every((key) => !entries.has(key));
}
