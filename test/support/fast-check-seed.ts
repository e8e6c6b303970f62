/**
 * Property tests draw the same cases in every run, so that a commit passes or fails the same everywhere.
 * `FAST_CHECK_SEED=n npm test` explores others; a case found so becomes a test of its own.
 */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.FAST_CHECK_SEED ?? 20_260_101) });
