/** docs/FORUM.md: the template beside this file with the figures of the runs in it. */
import { existsSync, readFileSync } from 'node:fs';
import { FIGURES_FILE, type ForumRun, withFigures } from './forum-figures.ts';

export const DOCUMENT_FILE = new URL('../../docs/FORUM.md', import.meta.url);
const TEMPLATE_FILE = new URL('forum-template.md', import.meta.url);

export function forumTemplate(): string {
  return readFileSync(TEMPLATE_FILE, 'utf8');
}

/** Figures of the last time that they were written; none before the first. */
export function keptRuns(): readonly ForumRun[] {
  if (!existsSync(FIGURES_FILE)) return [];
  return JSON.parse(readFileSync(FIGURES_FILE, 'utf8')) as readonly ForumRun[];
}

export function forumDocument(runs: readonly ForumRun[]): string {
  return withFigures(forumTemplate(), runs);
}
