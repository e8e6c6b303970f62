/**
 * Requests that failed by their form and the chain that they took: what a tier that goes, or a
 * rollout to another chain, breaks.
 */
import type { FormRow } from '../../sim/metrics/experiment-result.ts';
import type { FormCell, FormPanel } from '../charts/form-matrix.ts';
import type { ReportContext } from '../data/report-context.ts';
import { formatCount, formatShare } from '../format.ts';
import type { Figure } from './figure.ts';
import { tableOf } from './figure.ts';

const SIDES = ['old', 'new'] as const;

/** null where requests have no form in any design. */
export function formFigure(context: ReportContext): Figure | null {
  const rows = measuredRows(context);
  if (rows.length === 0) return null;
  const forms = [...new Set(rows.map(({ form }) => form))];
  const panels = context.designs.flatMap(({ id }) => {
    const own = rows.filter(({ designId }) => designId === id);
    return own.length === 0 ? [] : [panelOf(id, own, forms)];
  });
  return {
    id: 'forms',
    title: 'Requests that failed, by form',
    finding: panels.map((panel) => sentence(panel, forms)).join('\n'),
    reading:
      'Number and shade: requests of the form on that chain that failed, of those offered in the measured time, for whatever reason. Below it, what was answered with the status of before and understood otherwise, which no status tells. A dash: the chain got none.',
    legend: [],
    drawings: [{ kind: 'formMatrix', data: { forms, panels } }],
    empty: '',
    table: tableOf(
      ['design', 'form', 'chain', 'answered with', 'offered', 'failed', 'share', 'understood otherwise'],
      rows.map((row) => {
        const { designId, form, side, status, offered, silentlyOther } = row;
        const failed = failedOf(row);
        const share = offered === 0 ? '–' : formatShare(failed / offered);
        const counts = [offered, failed].map(formatCount);
        return [designId, form, side, String(status), ...counts, share, formatCount(silentlyOther)];
      }),
      3,
      'forms.csv',
    ),
  };
}

/** Of the measured time, the first of the windows. */
function measuredRows({ result }: ReportContext): readonly FormRow[] {
  const window = result.forms[0]?.window;
  return result.forms.filter((row) => row.window === window);
}

function panelOf(title: string, rows: readonly FormRow[], forms: readonly string[]): FormPanel {
  const columns = SIDES.filter((side) => rows.some((row) => row.side === side));
  return {
    title,
    columns,
    cells: forms.map((form) =>
      columns.map((side) => {
        const row = rows.find((one) => one.form === form && one.side === side);
        return row === undefined || row.offered === 0 ? null : cellOf(row);
      }),
    ),
  };
}

function cellOf(row: FormRow): FormCell {
  return { offered: row.offered, failed: failedOf(row), otherwise: row.silentlyOther, status: row.status };
}

/** Added up, not what is left of those offered: of means of replications that is not nil but 1e-13. */
function failedOf({ outcomes }: FormRow): number {
  const { refused, timedOut, dropped, blocked, reset, rejected } = outcomes;
  return refused + timedOut + dropped + blocked + reset + rejected;
}

/**
 * "one-rule: of the old chain's requests 0.2% failed, of the new one's 1.4%, most of them encoded-query (120 of 130);
 * 61 were understood otherwise."
 */
function sentence({ title, columns, cells }: FormPanel, forms: readonly string[]): string {
  const told = columns.flatMap((side, c) => {
    const ofSide = cells.map((row) => row[c]!);
    const offered = sum(ofSide.map((cell) => cell?.offered ?? 0));
    if (offered === 0) return [];
    const failed = sum(ofSide.map((cell) => cell?.failed ?? 0));
    const otherwise = sum(ofSide.map((cell) => cell?.otherwise ?? 0));
    const most = ofSide.reduce((best, cell, f) => ((cell?.failed ?? 0) > (ofSide[best]?.failed ?? 0) ? f : best), 0);
    const worst = failed === 0 ? '' : `, most of them ${forms[most]} (${formatCount(ofSide[most]!.failed)})`;
    const hidden = otherwise === 0 ? '' : `, and ${formatCount(otherwise)} were understood otherwise than before`;
    const whose = columns.length === 1 ? 'of its requests' : `of the ${side} chain's requests`;
    return [`${whose} ${formatShare(failed / offered)} failed${worst}${hidden}`];
  });
  return `${title}: ${told.join('; ')}.`;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
