/**
 * The other end of `line-engine.ts` in JavaScript: answers each line of standard input with one line of JSON.
 */
import { createInterface } from 'node:readline';

export function serveLines(answer: (words: readonly string[]) => unknown): void {
  createInterface({ input: process.stdin }).on('line', (line) => {
    process.stdout.write(`${JSON.stringify(answer(line.split(' ')))}\n`);
  });
}
