/**
 * The command line run from its sources: `npx tsx cli/main.ts`. What is shipped starts in build/bundled-main.ts.
 */
import { installationAt } from './installation/installation.ts';
import { processIo } from './io.ts';
import { runProgram } from './program.ts';

const installation = installationAt({
  workerFile: new URL('./pool/worker.ts', import.meta.url),
  scenarios: new URL('../scenarios/', import.meta.url),
  reportAssets: async () => (await import('../viz/assets.ts')).buildReportAssets(),
});

process.exitCode = await runProgram(process.argv.slice(2), processIo(), installation);
