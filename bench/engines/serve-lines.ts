/**
 * The other end of `line-engine.ts` in JavaScript: answers each line of standard input with one line of JSON.
 */
import { createInterface } from 'node:readline';

/** @param answer to a line's words, or a promise of it; lines come one after the other */
export function serveLines(answer: (words: readonly string[]) => unknown): void {
  createInterface({ input: process.stdin }).on('line', async (line) => {
    process.stdout.write(`${JSON.stringify(await answer(line.split(' ')))}\n`);
  });
}
