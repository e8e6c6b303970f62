/**
 * Suggested rules for people: where each goes, the lines to paste, what it closes and what else it changes.
 */
import type { ChainSuggestions } from '../../sim/requests/suggest/suggest.ts';
import type { Suggestion } from '../../sim/requests/suggest/suggestion.ts';
import type { Colours } from '../io.ts';
import { changeYaml } from './change-yaml.ts';

/** A section for each chain. */
export function suggestionText(suggestions: readonly ChainSuggestions[], colours: Colours): string[] {
  return suggestions.map(({ chainId, referenceId, each, unsolved, together }) => {
    const lines = [colours.bold(`Suggestions for ${chainId}, so that it does as ${referenceId} does`)];
    if (each.length === 0 && unsolved.length === 0) lines.push('  nothing to close');
    for (const [index, suggestion] of each.entries()) lines.push('', ...oneSuggestion(`  ${index + 1}. `, suggestion));
    if (unsolved.length > 0) lines.push('', `  No rule found for: ${someOf(unsolved)}`);
    if (together !== null) lines.push('', ...oneSuggestion('  All together: ', together));
    return lines.join('\n');
  });
}

function oneSuggestion(lead: string, { changes, closes, breaks, alsoChanges, leaves }: Suggestion): string[] {
  const lines = [`${lead}closes ${someOf(closes)}`];
  for (const change of changes) {
    const { hop, title, lines: pasted, caution } = change;
    lines.push(`     at ${hop}: ${title}`, ...pasted.map((line) => `         ${line}`));
    lines.push('       in a scenario:', ...changeYaml(change).map((line) => `         ${line}`));
    if (caution !== null) lines.push(`       careful: ${caution}`);
  }
  const others = breaks.length === 0 && alsoChanges.length === 0;
  if (breaks.length > 0) lines.push(`     makes others differ: ${someOf(breaks)}`);
  if (alsoChanges.length > 0) lines.push(`     also changes, without closing: ${someOf(alsoChanges)}`);
  if (others) lines.push('     changes no other form');
  if (leaves.length > 0) lines.push(`     leaves open: ${someOf(leaves)}`);
  return lines;
}

/** How many forms are named before the rest is counted. */
const NAMED_MAX = 8;

/** `a, b and 3 more`; the JSON has them all. */
function someOf(ids: readonly string[]): string {
  const more = ids.length - NAMED_MAX;
  return more <= 0 ? ids.join(', ') : `${ids.slice(0, NAMED_MAX).join(', ')} and ${more} more`;
}
