/** A rollout as it is written. */
import type { PlainMap } from './plain-map.ts';
import type { ResolvedRollout, ResolvedRolloutGates, ResolvedRolloutStep } from './resolved-rollout.ts';
import { formatDurationUs, formatPercent } from './units.ts';

export function rolloutMap({ steps, gates, onBreach, reaction }: ResolvedRollout): PlainMap {
  return {
    steps: steps.map(stepMap),
    gates: gatesMap(gates),
    onBreach,
    reaction: formatDurationUs(reaction),
  };
}

function stepMap(step: ResolvedRolloutStep): PlainMap {
  const length = formatDurationUs(step.length);
  if (step.kind === 'tests') return { tests: [...step.forms], for: length };
  const { kind, ids } = step.where;
  return {
    share: formatPercent(step.share),
    ...(kind === 'metro' && { metros: [...ids] }),
    ...(kind === 'region' && { regions: [...ids] }),
    for: length,
  };
}

function gatesMap(gates: ResolvedRolloutGates): PlainMap {
  const { window, minimum, compareWith, errorShareMax, errorsMax, latency } = gates;
  return {
    window: formatDurationUs(window),
    minimum,
    compareWith,
    ...(errorShareMax !== null && { errorShare: formatPercent(errorShareMax) }),
    ...(errorsMax !== null && { errors: errorsMax }),
    ...(latency.length > 0 && {
      latency: Object.fromEntries(latency.map(({ quantile, max }) => [quantile, formatDurationUs(max)])),
    }),
  };
}
