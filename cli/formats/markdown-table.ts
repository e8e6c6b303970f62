/**
 * Tables and text as GitHub's Markdown.
 */

/** The first `leftCount` columns lean left, the others are figures. */
export function markdownTable(
  head: readonly string[],
  leftCount: number,
  rows: readonly (readonly string[])[],
): string {
  const rule = head.map((_, column) => (column < leftCount ? '---' : '---:'));
  return [head, rule, ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}

/** Text of the user's that must not become markup. */
export function asPlainText(text: string): string {
  return text.replace(/[\\`*_<>[\]#|~]/g, '\\$&');
}
