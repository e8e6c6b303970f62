/**
 * The figures that docs/FORUM.md speaks of: what the expectations of the forum's scenarios measured, kept in
 * figures.json beside this file.
 *
 * A figure is named by its scenario, expectation and design: `growing-up rush-of-one one-machine`. Each scenario is
 * kept with the fingerprint of its run, which its baseline has as well, and each figure with its statement: so figures
 * of something else are found out without running anything.
 */
import { formatQuantity } from '../../viz/format.ts';

export const FIGURES_FILE = new URL('figures.json', import.meta.url);
/** Where the scenarios are, from the root of the repository. */
export const FORUM_SCENARIOS = ['scenarios/forum/*.yaml', 'scenarios/forum-against-anycast.yaml'];

export interface ForumFigure {
  readonly id: string;
  readonly designId: string;
  /** The statement, and the window that it is about. */
  readonly that: string;
  readonly window: string;
  readonly unit: string;
  readonly state: string;
  /** `null`: not measured. */
  readonly measured: number | null;
}

export interface ForumRun {
  readonly scenario: string;
  readonly fingerprint: string;
  readonly figures: readonly ForumFigure[];
}

/** `{{growing-up rush-of-one one-machine}}` stands for a figure, with ` %` at its end for a ratio as a percentage. */
const FIGURE = /\{\{(\S+) (\S+) (\S+?)( %)?\}\}/g;

/**
 * The template with its figures filled in.
 *
 * @throws Error that names every figure that there is not, or that does not hold
 */
export function withFigures(template: string, runs: readonly ForumRun[]): string {
  const faults: string[] = [];
  const text = template.replace(FIGURE, (whole, scenario: string, id: string, design: string, percent?: string) => {
    const run = runs.find((one) => one.scenario === scenario);
    const figure = run?.figures.find((one) => one.id === id && one.designId === design);
    if (figure?.measured === undefined || figure.measured === null) faults.push(`${whole} is no figure`);
    else if (figure.state !== 'held') faults.push(`${whole} is of an expectation that ${figure.state}`);
    else return formatQuantity(figure.measured, percent === undefined ? figure.unit : 'share');
    return '';
  });
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return text;
}

/** Scenarios that a template takes figures from, in its order. */
export function scenariosOf(template: string): string[] {
  return [...new Set([...template.matchAll(FIGURE)].map(([, scenario]) => scenario!))];
}
