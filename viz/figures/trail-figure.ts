/**
 * The pick of a trail as a figure: the candidates as bars, and the same with all figures as a table.
 */
import {
  CANDIDATE_COLUMNS,
  candidateCells,
  candidateText,
  otherwiseText,
  stepText,
} from '../../sim/metrics/trail/stages.ts';
import type { BackendCandidate, Trail } from '../../sim/metrics/trail/trail.ts';
import type { TrailCandidateRow } from '../charts/trail-candidates.ts';
import type { ReportContext } from '../data/report-context.ts';
import { formatMs } from '../format.ts';
import { OTHER_REGION_CLASS } from '../theme/palette.ts';
import type { Figure } from './figure.ts';

/** Rows of the picture; the table has all. Assumption: a person compares no more. */
const ROWS_MAX = 14;

/** `null` where no second-layer GFE was asked. */
export function trailFigure(context: ReportContext, trail: Trail, id: string): Figure | null {
  const step = trail.steps.find(({ stage }) => stage === 'backend');
  if (step === undefined) return null;
  const shown = shownOf(trail.backends);
  const unit = trail.backends[0]!.unit;
  const left = trail.backends.length - shown.length;
  return {
    id,
    title: 'What the second-layer GFE chose among',
    finding: [`${step.chosen ?? 'None'}: ${stepText(step)}.`, ...trail.otherwise.map(otherwiseText)].join('\n'),
    reading: `Upper bar: load as the GFE saw it; lower bar: real load; rule: target capacity; in ${unit}.${left === 0 ? '' : ` ${left} more are in the table.`}`,
    legend: [],
    drawings: [
      {
        kind: 'trailCandidates',
        data: {
          label: `Candidates of a pick: ${step.chosen ?? 'none'} was picked. The table below holds the same figures.`,
          unit,
          rows: shown.map((candidate) => rowOf(context, candidate, trail)),
        },
      },
    ],
    empty: 'Nobody was asked.',
    table: {
      columns: CANDIDATE_COLUMNS,
      rows: trail.backends.map((candidate) => candidateCells(candidate, trail)),
      note: '',
    },
  };
}

/** The first in the GFE's order, and the picked one wherever it stands. */
function shownOf(backends: readonly BackendCandidate[]): readonly BackendCandidate[] {
  const first = backends.slice(0, ROWS_MAX);
  const picked = backends.find(({ isPicked }) => isPicked);
  return picked === undefined || first.includes(picked) ? first : [...first.slice(0, -1), picked];
}

function rowOf({ result, regions }: ReportContext, candidate: BackendCandidate, trail: Trail): TrailCandidateRow {
  const { name, zone, region, rank, rttMs, seenHealthy, reallyServing, members } = candidate;
  const index = result.places.regions.findIndex(({ id }) => id === region);
  return {
    name,
    place: `${rank === null ? 'unknown' : `region ${rank}`}, ${zone}, ${formatMs(rttMs)}`,
    regionClass: regions[index]?.regionClass ?? OTHER_REGION_CLASS,
    capacity: candidate.capacity,
    seenLoad: candidate.seenLoad,
    realLoad: candidate.realLoad,
    share: candidate.share,
    health: `${seenHealthy} of ${members} members healthy as seen, ${reallyServing} really serving`,
    isPicked: candidate.isPicked,
    why: candidateText(candidate, trail) + misjudged(candidate),
  };
}

/** What health checks have not noticed yet, either way. */
function misjudged({ seenHealthy, reallyServing }: BackendCandidate): string {
  return seenHealthy === reallyServing ? '' : `; ${seenHealthy} healthy as seen, ${reallyServing} really serving`;
}
