/**
 * The scenarios that come with Spillway, each named for its question.
 */
import { parse } from 'yaml';
import type { Listing } from './listing.ts';

export const scenarios: Listing = {
  columns: ['file', 'name', 'question'],
  rows: ({ shippedScenarios }) =>
    shippedScenarios().map(({ file, text }) => {
      const { name = '', question = '' } = parse(text) as { name?: string; question?: string };
      return [file, name, question];
    }),
};
