/**
 * What a comparison rests on and where the runs part, in sentences: what differs in what was run, before
 * what differs in what came of it.
 */
import { type Comparison, type DesignComparison, isIdentical } from '../../sim/metrics/comparison/compare-figures.ts';
import { type FigureSet, INGREDIENTS } from '../../sim/metrics/comparison/figure-set.ts';
import { countOf } from '../text/count-of.ts';

/** @param before what the older of the two is called: "the baseline" */
export function explainComparison(comparison: Comparison, before: string): string[] {
  return [
    ...causes(comparison, before),
    pairing(comparison, before),
    ...partings(comparison),
    ...missing(comparison, before),
  ];
}

function causes(comparison: Comparison, name: string): string[] {
  const { before, after } = comparison;
  const changed = changedParts(before.setup, after.setup);
  const isSameVersion = before.toolVersion === after.toolVersion;
  const hasParted = comparison.designs.some(
    ({ ingredients }) => ingredients !== null && parted(ingredients).length > 0,
  );
  return [
    ...(changed.length === 0
      ? []
      : [
          `the scenario is not that of ${name}: ${changed.join(', ')} changed${isSameVersion ? '' : ', or the other version reads it differently'}`,
        ]),
    ...(isSameVersion ? [] : [`Spillway ${before.toolVersion} in ${name}, now ${after.toolVersion}`]),
    ...(changed.length === 0 && isSameVersion && hasParted
      ? [`scenario and version are those of ${name}, so Spillway’s own code has changed`]
      : []),
  ];
}

/** Of parts that both have: a design that only one has is told as such. */
function changedParts(before: FigureSet['setup'], after: FigureSet['setup']): string[] {
  return Object.keys(after).filter((part) => before[part] !== undefined && before[part] !== after[part]);
}

function pairing({ isPaired, before, after, designs }: Comparison, name: string): string {
  if (!isPaired) {
    const sizes = [
      ...new Set(designs.map(({ replications }) => `${replications.after} against ${replications.before}`)),
    ];
    return `other seeds (${before.seed} in ${name}, now ${after.seed}): ${sizes.join(', ')} independent replications, so intervals are wider`;
  }
  const shared = [...new Set(designs.map(({ replications }) => replications.shared))].sort((a, b) => a - b);
  const total = Math.max(0, ...designs.map(({ replications }) => replications.before));
  const all = countOf(total, 'replication');
  const some = shared.length === 1 && shared[0] === total ? all : `${shared.join(' or ')} of ${all} of ${name}`;
  return `${some} paired by seed ${after.seed}`;
}

/** Designs that part alike are told together. */
function partings(comparison: Comparison): string[] {
  if (isIdentical(comparison)) return [];
  const groups = new Map<string, string[]>();
  for (const design of comparison.designs) {
    const words = partingWords(design, comparison);
    if (words === null) continue;
    const group = groups.get(words);
    if (group === undefined) groups.set(words, [design.id]);
    else group.push(design.id);
  }
  return [...groups].map(([words, ids]) => `${ids.join(', ')}: ${words}`);
}

function partingWords({ id, ingredients, replications }: DesignComparison, { changes }: Comparison): string | null {
  if (replications.before === 0 || replications.after === 0) return 'no whole replication to compare';
  if (ingredients === null) return null;
  const different = parted(ingredients);
  const hasChanges = changes.some(({ designId }) => designId === id);
  if (different.length === 0) {
    return hasChanges ? 'the same runs with other figures: the version measures differently' : 'the same runs';
  }
  const same = INGREDIENTS.filter((name) => !different.includes(name));
  const what = same.length === 0 ? different.join(', ') : `${same.join(', ')} as before; ${different.join(', ')}`;
  return `${what} ${different.length === 1 ? `${plural(different[0]!) ? 'differ' : 'differs'}` : 'differ'}${hasChanges ? '' : ', and no figure does'}`;
}

function parted(ingredients: NonNullable<DesignComparison['ingredients']>): string[] {
  return INGREDIENTS.filter((name) => ingredients[name] === 'differs');
}

function plural(word: string): boolean {
  return word.endsWith('s');
}

function missing({ onlyBefore, onlyAfter, designs }: Comparison, name: string): string[] {
  const only = (ids: readonly string[], where: string): string[] =>
    ids.length === 0 ? [] : [`only ${where}: ${countOf(ids.length, 'design')} ${ids.join(', ')}`];
  const metrics = (pick: (design: DesignComparison) => readonly string[], what: string): string[] => {
    const names = [...new Set(designs.flatMap(pick))];
    return names.length === 0 ? [] : [`${what}: ${names.join(', ')}`];
  };
  return [
    ...only(onlyBefore, `in ${name}`),
    ...only(onlyAfter, 'now'),
    ...metrics((design) => design.onlyBefore, `metrics that only ${name} has`),
    ...metrics((design) => design.onlyAfter, `metrics that ${name} does not have`),
  ];
}
