/** One run of the service after another in the same process, so that new settings can be served without a restart. */

export type Handover<Settings, Run> = {
  /** Closes the run before, if there is one, and then serves from these. Null: it was ended meanwhile. Rejects as `serve` does. */
  serve(settings: Settings): Promise<Run | null>;
  /** Ends it for good, whatever is under way: what is just being started is waited for and closed. */
  close(): Promise<void>;
};

/** `serve`: starts a run from settings. No two are ever there at once, as they listen on one address. */
export function createHandover<Settings, Run extends { close(): Promise<void> }>(
  serve: (settings: Settings) => Promise<Run>,
): Handover<Settings, Run> {
  let last: Promise<Run | null> = Promise.resolve(null);
  let ended = false;

  const follow = (next: () => Promise<Run | null>): Promise<Run | null> => {
    const before = last;
    const run = (async () => {
      await (await before)?.close();
      return next();
    })();
    // What could not be started was told to whoever asked for it, and there is nothing of it to be closed.
    last = run.catch(() => null);
    return run;
  };

  return {
    serve: (settings) => follow(async () => (ended ? null : serve(settings))),
    async close() {
      ended = true;
      await follow(async () => null);
    },
  };
}
