/** The cases of reasons of all designs without an edge. */
import type { ReasonCase } from './anycast-proxy/explain/reason-cases.ts';
import { CHAIN_REASON_CASES } from './chain/reason-cases.ts';
import { DNS_REASON_CASES } from './dns/reason-cases.ts';
import { REDIRECT_REASON_CASES } from './redirect/reason-cases.ts';

export const DIRECT_REASON_CASES: readonly ReasonCase[] = [
  ...REDIRECT_REASON_CASES,
  ...DNS_REASON_CASES,
  ...CHAIN_REASON_CASES,
];
