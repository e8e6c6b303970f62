/**
 * Why an expectation would measure nothing: an expectation that matches no series would hold or fail
 * for no reason, so it is an error.
 */
import { counterOf, isCounter } from '../../metrics/counters.ts';
import { wholeIntervals } from '../../metrics/interval-range.ts';
import { type Measure, quantitiesOf, type Selector, type Statement } from '../expectation.ts';
import type { ResolvedDesign, ResolvedTime, ResolvedTraffic, ResolvedWindow } from '../resolved-scenario.ts';
import { listWords } from '../suggest.ts';
import { formatDurationUs } from '../units.ts';

/**
 * @param asked designs that the expectation is asked of
 * @param designs all compared
 * @param traffic `null` where it is faulty: whether it makes designs count a thing is then not checked
 * @returns what to tell the author; `null` when everything can be measured
 */
export function whyNothing(
  statement: Statement,
  asked: readonly ResolvedDesign[],
  baseline: ResolvedDesign | null,
  designs: readonly ResolvedDesign[],
  window: ResolvedWindow,
  time: ResolvedTime,
  traffic: ResolvedTraffic | null,
): string | null {
  const isRelative = statement.bound.of === 'baseline';
  for (const { measure, designId } of quantitiesOf(statement)) {
    const unnamed = isRelative && baseline !== null ? [...asked, baseline] : asked;
    const measured = designId === null ? unnamed : designs.filter(({ id }) => id === designId);
    const why =
      whyNotCounted(measure, measured, designs, traffic) ??
      whyNoBackend(measure, measured) ??
      whyAlwaysEven(measure, measured) ??
      whyNoInterval(measure, window, time);
    if (why !== null) return why;
  }
  return null;
}

function selectorsOf(measure: Measure): readonly Selector[] {
  switch (measure.kind) {
    case 'series':
      return [measure.series.selector];
    case 'timeTo':
      return [
        measure.condition.series.selector,
        ...(measure.condition.of === null ? [] : [measure.condition.of.selector]),
      ];
    default:
      return [measure.selector];
  }
}

/** What a measure counts or reads off. */
function wordsOf(measure: Measure): readonly string[] {
  switch (measure.kind) {
    case 'count':
    case 'share':
    case 'rate':
      return [measure.of];
    case 'series':
      return [measure.series.of];
    case 'timeTo':
      return [measure.condition.series.of, ...(measure.condition.of === null ? [] : [measure.condition.of.of])];
    default:
      return [];
  }
}

function whyNotCounted(
  measure: Measure,
  asked: readonly ResolvedDesign[],
  designs: readonly ResolvedDesign[],
  traffic: ResolvedTraffic | null,
): string | null {
  if (traffic === null) return null;
  for (const counter of wordsOf(measure).filter(isCounter).map(counterOf)) {
    const isCounted = (design: ResolvedDesign): boolean => counter.holders.include(design, traffic);
    const without = asked.filter((design) => !isCounted(design));
    if (without.length === 0) continue;
    const others = designs.some(isCounted) ? '; use "for" to leave it out' : '';
    const names = listWords(
      without.map(({ id }) => `"${id}"`),
      'and',
    );
    return `${counter.name} is counted ${counter.holders.where}, not in ${names}${others}`;
  }
  return null;
}

function whyNoBackend(measure: Measure, designs: readonly ResolvedDesign[]): string | null {
  const empty = designs.filter((design) =>
    selectorsOf(measure).some((selector) => placesIn(design, selector).length === 0),
  );
  if (empty.length === 0) return null;
  const names = listWords(
    empty.map(({ id }) => `"${id}"`),
    'and',
  );
  return `no backend of ${names} is in what this selects; use "for" to leave it out`;
}

/** One zone, or one backend, has nothing to be uneven about. */
function whyAlwaysEven(measure: Measure, designs: readonly ResolvedDesign[]): string | null {
  if (measure.kind !== 'spread' || measure.over === 'members') return null;
  const { over, selector, spread } = measure;
  const single = designs.find((design) => {
    return new Set(placesIn(design, selector).map((place) => (over === 'zones' ? place.zone : place.backend))).size < 2;
  });
  if (single === undefined) return null;
  const [one, value] = [over === 'zones' ? 'one zone' : 'one backend', spread === 'imbalance' ? 0 : 1];
  return `there is only ${one} of "${single.id}" in what this selects, and its ${spread} is always ${value}`;
}

function whyNoInterval(measure: Measure, window: ResolvedWindow, time: ResolvedTime): string | null {
  if (measure.kind !== 'series' && measure.kind !== 'timeTo') return null;
  const { first, end } = wholeIntervals(window, time.interval, time.duration);
  if (end > first) return null;
  return `this is measured by interval, and no interval of ${formatDurationUs(time.interval)} lies whole in "${window.id}"`;
}

/** The zonal backends that a selector admits. */
function placesIn(design: ResolvedDesign, { region, zone, backend }: Selector): { zone: string; backend: string }[] {
  return design.service.backends.flatMap((candidate) => {
    if (!(region?.includes(candidate.region) ?? true)) return [];
    const isNamed = (id: string): boolean => {
      return backend === null || backend.includes(candidate.id) || backend.includes(`${candidate.id}/${id}`);
    };
    const zones = candidate.zones.map((place) => place.zone).filter((id) => zone?.includes(id) ?? true);
    return zones.filter(isNamed).map((id) => ({ zone: id, backend: candidate.id }));
  });
}
