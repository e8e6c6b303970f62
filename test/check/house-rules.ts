/**
 * The house rules that no compiler or linter knows: file length, names, headers, width of comments, unfinished work, and
 * places that exist on one machine only.
 *
 * A pure function of the files, so that a test can plant a fault. Each message says what to do.
 */
import type { ProjectFile } from './project-files.ts';

/** STYLE: "look again at 250, split at 400". */
const LINES_MAX = 400;
/** The width that the formatter gives code; comments it leaves as they are. */
const COMMENT_WIDTH_MAX = 120;
/** Not the modules of scenarios: they are input, and a baseline knows them by their text, comments included. */
const NARROW_COMMENTS = /^(sim|cli|viz|test|bench)\/.*\.ts$/;
/** A line of a comment of more than one word, which may be an address; what tells the linter has to be on one line. */
const COMMENT_LINE = /^\s*(\/\*\*?|\*|\/\/)\s+(?!biome-ignore)\S+\s+\S/;
/** A header is worth reading when it says something: shorter than this it only repeats the file's name. */
const HEADER_LENGTH_MIN = 20;

const SOURCE = /^(sim|cli|viz|test|bench|scenarios)\/.*\.(ts|mjs|cjs)$/;
const GENERATED = /^(package-lock\.json|scenarios\/.*\.json|.*\/golden\/.*|.*\/fixtures\/.*|.*__snapshots__\/.*)$/;
const KEBAB_CASE = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*$/;
/** Names that tools or custom prescribe. */
const CUSTOMARY_NAME = /^(README|LICENSE|CHANGELOG|CONTRIBUTING|[A-Z_-]+)(\.md)?$|^\.[a-z-]+(\.[a-z]+)?$/;
const DIRECTORY = /^\.?[a-z0-9]+(-[a-z0-9]+)*$|^__snapshots__$/;

const UNFINISHED = /\b(TODO|FIXME|XXX)\b/;
const MACHINE_PATH = /(^|[\s'"`(=:])\/(work|root|home|Users|tmp)\//;
const REGISTRY_HOST = /registry\.(npmjs|yarnpkg)|artifactory|verdaccio|\bnexus\./i;
/** This rule and its test have to spell out what they look for. */
const QUOTES_THE_RULES = /^test\/check\/house-rules(\.test)?\.ts$/;
/** A lock file with addresses works with one registry only. */
const LOCKED_URL = /"resolved":\s*"https?:/;

export function houseRuleProblems(files: readonly ProjectFile[]): string[] {
  return files.flatMap((file) => [
    ...nameProblems(file),
    ...lengthProblems(file),
    ...headerProblems(file),
    ...lineProblems(file),
  ]);
}

function nameProblems({ path }: ProjectFile): string[] {
  const parts = path.split('/');
  const name = parts[parts.length - 1]!;
  const problems: string[] = [];
  if (!KEBAB_CASE.test(name) && !CUSTOMARY_NAME.test(name)) problems.push(`${path}: name files in kebab-case`);
  for (const directory of parts.slice(0, -1)) {
    if (!DIRECTORY.test(directory)) problems.push(`${path}: name directories in kebab-case, not ${directory}`);
  }
  return problems;
}

function lengthProblems({ path, text }: ProjectFile): string[] {
  if (!SOURCE.test(path) || GENERATED.test(path)) return [];
  const lineCount = text.split('\n').length - 1;
  return lineCount > LINES_MAX
    ? [`${path}: ${lineCount} lines; split it, one concept a file (at most ${LINES_MAX})`]
    : [];
}

function headerProblems({ path, text }: ProjectFile): string[] {
  if (!SOURCE.test(path) || GENERATED.test(path)) return [];
  const body = text.startsWith('#!') ? text.slice(text.indexOf('\n') + 1) : text;
  const header = /^\s*(?:\/\*\*?([\s\S]*?)\*\/|((?:\/\/[^\n]*\n)+))/.exec(body);
  const words = (header?.[1] ?? header?.[2] ?? '').replace(/[*/\s]+/g, ' ').trim();
  return words.length < HEADER_LENGTH_MIN
    ? [`${path}:1: open with a header comment: what this is and what it leaves out`]
    : [];
}

function lineProblems({ path, text }: ProjectFile): string[] {
  if (QUOTES_THE_RULES.test(path)) return [];
  const problems: string[] = [];
  const hasNarrowComments = NARROW_COMMENTS.test(path);
  const isLockFile = path === 'package-lock.json';
  text.split('\n').forEach((line, index) => {
    const at = `${path}:${index + 1}`;
    if (isLockFile) {
      if (LOCKED_URL.test(line))
        problems.push(`${at}: the lock file names a download address; write it with omit-lockfile-registry-resolved`);
      return;
    }
    if (hasNarrowComments && line.length > COMMENT_WIDTH_MAX && COMMENT_LINE.test(line))
      problems.push(
        `${at}: wrap the comment at ${COMMENT_WIDTH_MAX} columns, it has ${line.length}: the formatter wraps code only`,
      );
    if (UNFINISHED.test(line)) problems.push(`${at}: finish it or write down why not; no reminders in the code`);
    if (MACHINE_PATH.test(line)) problems.push(`${at}: a path of one machine; make it relative`);
    if (REGISTRY_HOST.test(line)) problems.push(`${at}: names a package registry host`);
  });
  return problems;
}
