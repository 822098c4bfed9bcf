/** How enrolment, renewal and acceptance fail: in words, with what to do about it. */

/** `settings`: what was given is wrong, or could not be read or written. `server`: the cluster did not take it. */
export type EnrollFailure = { kind: 'settings' | 'server'; what: string; remedy: string };

export const server = (what: string, remedy: string): EnrollFailure => ({ kind: 'server', what, remedy });
export const settings = (what: string, remedy: string): EnrollFailure => ({ kind: 'settings', what, remedy });

/** Of an error of node:fs. */
export const reasonOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code === 'EEXIST' ? 'there is such a file already' : code || 'unknown error';
};
