/** An error that the user can act on: one line, and no stack. */
export class LaunchError extends Error {
  /**
   * @param {string} what what could not be done, and why
   * @param {string} remedy what to do about it
   * @param {string} [details] the output of the program that failed, for causes that are not known here
   */
  constructor(what, remedy, details = '') {
    super(`${what}; ${remedy}`);
    this.details = details;
  }
}

/**
 * Does one step, telling on stderr what is done and how long it took. Nobody has to wonder whether it hangs, and
 * stdout stays free for the program itself.
 *
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const startedMs = performance.now();
  process.stderr.write(`rollcall: ${title} ...`);
  try {
    const result = await work();
    process.stderr.write(` ${((performance.now() - startedMs) / 1000).toFixed(1)} s\n`);
    return result;
  } catch (error) {
    process.stderr.write(' failed\n');
    throw error;
  }
}

/**
 * Reports a failure on stderr.
 *
 * @param {unknown} error
 * @returns {number} the exit code
 */
export function report(error) {
  if (!(error instanceof LaunchError)) throw error;
  if (error.details !== '') process.stderr.write(`${error.details.trimEnd()}\n`);
  process.stderr.write(`rollcall: ${error.message}\n`);
  return 1;
}
