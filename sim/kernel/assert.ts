/**
 * Assertions that stay on in every run: a failure is a bug in Spillway, never the user's fault.
 */

export class InternalError extends Error {
  override readonly name = 'InternalError';
}

export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new InternalError(message);
}
