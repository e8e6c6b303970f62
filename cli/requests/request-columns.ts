/**
 * Columns of the CSV of `spillway requests`.
 */
import type { ChainStation } from '../../sim/requests/chain.ts';
import type { FormResult } from '../../sim/requests/compare/compare-chains.ts';

/**
 * `target` is what the client sends; `received` and `sent` are of the hop; the rest is of
 * the whole way through the chain.
 */
export const REQUEST_COLUMNS = [
  'form',
  'probeOf',
  'share',
  'method',
  'target',
  'chain',
  'hop',
  'received',
  'sent',
  'status',
  'answeredBy',
  'backendSaw',
  'location',
  'difference',
  'what',
  'unmet',
] as const;

export function joinedRow(
  { form, answers, differences, unmet }: FormResult,
  chain: number,
  chainId: string,
  { hop, received, outcome }: ChainStation,
): string[] {
  const { status, answeredBy, backendSaw, location } = answers[chain]!;
  const { kind, what } = differences[chain]!;
  return [
    form.id,
    form.probeOf ?? '',
    String(form.share),
    form.method,
    form.target,
    chainId,
    hop,
    received,
    outcome.kind === 'forwarded' ? outcome.target : '',
    String(status),
    answeredBy,
    backendSaw ?? '',
    location ?? '',
    kind,
    what,
    unmet[chain] ?? '',
  ];
}
