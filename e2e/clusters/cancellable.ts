import type { Administrator } from './administrator.ts';
import type { Cancellable } from './cluster.ts';

/** What a test is given of an operation that runs already. */
export function cancellable(administrator: Administrator, id: string): Cancellable {
  const operation = `/1.0/operations/${id}`;
  let cancelling: Promise<unknown> | undefined;
  return {
    operation,
    async cancel() {
      cancelling ??= administrator.ask({ method: 'DELETE', path: operation });
      await cancelling;
    },
  };
}
