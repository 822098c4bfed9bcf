import type { Clock } from './clock.ts';
import type { NewOperation, Operation, Operations } from './operations.ts';
import type { Timings } from './timings.ts';

export type Work = NewOperation & {
  seconds: number;
  /** What is going on, in the daemons' words: `download`, `create_instance_from_image_unpack`, `migrate`, ...; without
   *  one it does not say how far it has come. */
  stage?: string | undefined;
  /** What it fails with in the end. */
  error?: string | undefined;
};

const bytesPerSecond = 97_300_000;

/** How the daemons say how far it has come: words under a key of its own, and the same in parts. Strings all. */
const progressOf = (stage: string, percent: number): Record<string, unknown> => ({
  [`${stage}_progress`]: `${stage.endsWith('unpack') ? 'Unpack' : 'rootfs'}: ${percent}% (97.30MB/s)`,
  progress: { percent: String(percent), speed: String(bytesPerSecond), stage },
});

/** Has an operation go on for a while, telling each second how far it has come. It ends by itself, unless it is cancelled
 *  or lost with its member before. */
export function runInBackground(
  { seconds, stage, error, ...begun }: Work,
  { clock, timings, operations }: { clock: Clock; timings: Timings; operations: Operations },
): Operation {
  const operation = operations.start({
    ...begun,
    ...(stage === undefined ? {} : { metadata: progressOf(stage, 0) }),
  });
  const steps = Math.max(1, Math.ceil(seconds));
  const stepMs = (seconds / steps) * timings.secondMs;
  const step = (done: number): void => {
    clock.setTimeout(() => {
      if (done === steps) operations.finish(operation.id, error);
      else {
        if (stage !== undefined)
          operations.progress(operation.id, progressOf(stage, Math.floor((100 * done) / steps)));
        step(done + 1);
      }
    }, stepMs);
  };
  step(1);
  return operation;
}
