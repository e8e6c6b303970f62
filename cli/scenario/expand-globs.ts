/**
 * Patterns among file arguments, for shells that leave them as they are (quoted, in a workflow file, on Windows).
 */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isPattern, matchName } from '../../sim/scenario/resolve/names.ts';
import { UserError } from '../user-error.ts';

const ANY_FOLDERS = '**';

/**
 * Files in the order given, those of a pattern by name, without the ones already there. `*` and `?` match within one
 * part of a path, `**` any number of folders or none; names that begin with a dot must be written out.
 *
 * @param takes of what a pattern matches
 * @throws UserError for a pattern that matches nothing
 */
export function expandGlobs(
  files: readonly string[],
  workingDirectory: string,
  takes: (file: string) => boolean = () => true,
): string[] {
  const expanded: string[] = [];
  for (const file of files) {
    if (!isPattern(file) || existsSync(resolve(workingDirectory, file))) {
      expanded.push(file);
      continue;
    }
    const matched = [...new Set(matches(file, workingDirectory))].filter(takes);
    if (matched.length === 0) throw new UserError(`no file matches ${file}`);
    expanded.push(...matched.filter((match) => !expanded.includes(match)));
  }
  return expanded;
}

function matches(pattern: string, workingDirectory: string): string[] {
  const [first, ...parts] = pattern.split(/[/\\]/);
  const starts = first === '' ? ['/'] : step([''], first!, workingDirectory);
  return parts.reduce((places, part) => step(places, part, workingDirectory), starts);
}

/** What is there, one level further down. */
function step(places: readonly string[], part: string, workingDirectory: string): string[] {
  if (part === ANY_FOLDERS) return places.flatMap((place) => foldersFrom(place, workingDirectory));
  return places.flatMap((place) => {
    if (!isPattern(part)) return existsSync(resolve(workingDirectory, place, part)) ? [joined(place, part)] : [];
    return matchName(part, namesIn(resolve(workingDirectory, place))).map((name) => joined(place, name));
  });
}

/** A place and all folders below it, each before what is in it. */
function foldersFrom(place: string, workingDirectory: string): string[] {
  const below = namesIn(resolve(workingDirectory, place))
    .map((name) => joined(place, name))
    .filter((path) => statSync(resolve(workingDirectory, path)).isDirectory());
  return [place, ...below.flatMap((folder) => foldersFrom(folder, workingDirectory))];
}

function joined(place: string, part: string): string {
  return place === '' ? part : join(place, part);
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory)
      .filter((name) => !name.startsWith('.'))
      .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  } catch {
    // A file, or not there: nothing in it matches.
    return [];
  }
}
