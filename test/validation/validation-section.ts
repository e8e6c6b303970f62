/**
 * A section of docs/VALIDATION.md: figures that somebody published beside ours, each with
 * the band that ours has to lie in.
 *
 * A row outside its band cannot be written: `rowCells` throws, and the test of the committed file reads the bands back.
 */

export interface ValidationSection {
  readonly title: string;
  /** Paragraphs of Markdown above the table. */
  readonly about: readonly string[];
  /** Heads of the columns that differ between sections. */
  readonly what: string;
  readonly published: string;
  readonly note: string;
  readonly rows: readonly ValidationRow[];
}

export interface ValidationRow {
  readonly what: string;
  /** As the source prints it. */
  readonly published: string;
  readonly accepted: Exactly | Between;
  readonly note: string;
}

interface Exactly {
  readonly exactly: string;
  readonly here: string;
}

interface Between {
  readonly low: number;
  readonly high: number;
  readonly here: number;
  readonly unit: Unit;
}

/** How a number is written: `digits` after the point, and what is behind it. */
export interface Unit {
  readonly digits: number;
  readonly suffix: string;
}

export function percent(digits: number): Unit {
  return { digits, suffix: '%' };
}

export function textOf(value: number, { digits, suffix }: Unit): string {
  return `${value.toFixed(digits)}${suffix}`;
}

export function sectionText(section: ValidationSection): string {
  const heads = [section.what, section.published, 'accepted', 'here', section.note].filter((head) => head !== '');
  const rows = section.rows.map((row) => rowText(section, row));
  return [
    `## ${section.title}`,
    ...section.about,
    [tableLine(heads), tableLine(heads.map(() => '---')), ...rows].join('\n'),
  ].join('\n\n');
}

/**
 * The row's line of Markdown.
 *
 * @throws Error where the figure is not accepted
 */
export function rowText({ note: noteHead }: Pick<ValidationSection, 'note'>, row: ValidationRow): string {
  const [accepted, here] = bandCells(row.accepted);
  if (!isAccepted(accepted, here)) throw new Error(`${row.what}: ${here} is not ${accepted}`);
  return tableLine([row.what, row.published, accepted, here, ...(noteHead === '' ? [] : [row.note])]);
}

function bandCells(accepted: ValidationRow['accepted']): [accepted: string, here: string] {
  if ('exactly' in accepted) return [`exactly ${accepted.exactly}`, accepted.here];
  const { low, high, here, unit } = accepted;
  return [`${textOf(low, unit)} to ${textOf(high, unit)}`, textOf(here, unit)];
}

/** Whether the words of two cells agree: what is printed is what is judged. */
export function isAccepted(accepted: string, here: string): boolean {
  if (accepted.startsWith('exactly ')) return here === accepted.slice('exactly '.length);
  const [low, high] = accepted.split(' to ').map(Number.parseFloat);
  const value = Number.parseFloat(here);
  return value >= low! && value <= high!;
}

function tableLine(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
