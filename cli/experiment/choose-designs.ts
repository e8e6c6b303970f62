/**
 * `--designs`: some of a scenario's designs, for a quicker look.
 *
 * The scenario is compiled whole all the same, so a design meets the same regions, clients and
 * faults as in the full experiment.
 */
import { matchName } from '../../sim/scenario/resolve/names.ts';
import type { ResolvedEvent, ResolvedScenario } from '../../sim/scenario/resolved-scenario.ts';
import { nearest } from '../../sim/scenario/suggest.ts';
import { UserError } from '../user-error.ts';

export interface ChosenDesigns {
  /** Into the whole scenario's designs, in its order. */
  readonly designIndexes: readonly number[];
  /** The scenario as its result speaks of it: the chosen designs, and what is expected of them. */
  readonly scenario: ResolvedScenario;
}

/**
 * @param list ids or globs separated by commas; `undefined` chooses all
 * @throws UserError for a name that matches nothing, or when a chosen design is measured against a baseline left out
 */
export function chooseDesigns(scenario: ResolvedScenario, list: string | undefined): ChosenDesigns {
  const ids = scenario.designs.map((design) => design.id);
  const chosen = list === undefined ? new Set(ids) : namedDesigns(list, ids);
  const designIndexes = ids.flatMap((id, index) => (chosen.has(id) ? [index] : []));
  const designs = designIndexes.map((index) => scenario.designs[index]!);
  const isBaselineChosen = scenario.experiment.baseline !== null && chosen.has(scenario.experiment.baseline);
  const baseline = designs.length < 2 ? null : isBaselineChosen ? scenario.experiment.baseline : designs[0]!.id;
  const expectations = scenario.expectations
    .map((expectation) => ({ ...expectation, designIds: expectation.designIds.filter((id) => chosen.has(id)) }))
    .filter((expectation) => expectation.designIds.length > 0);
  const events = scenario.events.flatMap((event) => narrowed(event, chosen) ?? []);
  const relative = expectations.find(({ bound }) => bound.of === 'baseline');
  if (relative !== undefined && baseline !== scenario.experiment.baseline) {
    const left = scenario.experiment.baseline;
    throw new UserError(
      `--designs ${list} leaves out the baseline ${left}, which expectation ${relative.id} compares with`,
    );
  }
  return {
    designIndexes,
    scenario: { ...scenario, designs, events, expectations, experiment: { ...scenario.experiment, baseline } },
  };
}

/** The event as it concerns the chosen designs; `null` when it happens in none of them. */
function narrowed(event: ResolvedEvent, chosen: ReadonlySet<string>): ResolvedEvent | null {
  if (event.designIds === null) return event;
  const designIds = event.designIds.filter((id) => chosen.has(id));
  return designIds.length === 0 ? null : { ...event, designIds };
}

function namedDesigns(list: string, ids: readonly string[]): Set<string> {
  const chosen = list.split(',').flatMap((part) => {
    const name = part.trim();
    const matched = matchName(name, ids);
    if (matched.length > 0) return matched;
    const guess = nearest(name, ids);
    const hint = guess === null ? `there are ${ids.join(', ')}` : `did you mean ${guess}?`;
    throw new UserError(`--designs: no design of the scenario matches "${name}" (${hint})`);
  });
  return new Set(chosen);
}
