/**
 * The user's fault: a flag, a path or a file that cannot be used. Shown as one line without a stack; exit code 2.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
}
