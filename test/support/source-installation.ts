/**
 * Spillway's own files where the sources have them, for commands that run inside a test.
 */
import { type Installation, installationAt } from '../../cli/installation/installation.ts';

/**
 * @param workerFile a stand-in where the test needs one; the real worker is TypeScript, which
 *   only a bundle or tsx can load
 */
export function sourceInstallation(workerFile = new URL('../../cli/pool/worker.ts', import.meta.url)): Installation {
  return installationAt({
    workerFile,
    scenarios: new URL('../../scenarios/', import.meta.url),
    reportAssets: async () => (await import('../../viz/assets.ts')).buildReportAssets(),
  });
}
