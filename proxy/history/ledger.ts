/** The facts of one kind that hold, as they were written last: says which are new. */
import type * as z from 'zod/mini';
import { parsed } from './decode.ts';
import type { Fact, Json } from './store.ts';

export type Ledger<T extends Json> = {
  kind: string;
  get(name: string): T | undefined;
  names(): string[];
  /** Emits the fact where it says anything else than the one that holds; gives whether it does. */
  put(name: string, fromMs: number, value: T): boolean;
  /** From now on there is no such thing. */
  drop(name: string, fromMs: number): void;
  /** A fact of this kind that holds, as the store has it. */
  restore(fact: Fact): void;
  clear(): void;
};

export function createLedger<T extends Json>(
  kind: string,
  schema: z.ZodMiniType<T>,
  emit: (fact: Fact) => void,
): Ledger<T> {
  /** `value` undefined: it could not be read, and is only known to be there. */
  const held = new Map<string, { value: T | undefined; text: string }>();
  return {
    kind,
    get: (name) => held.get(name)?.value,
    names: () => [...held.keys()],
    put(name, fromMs, value) {
      const known = held.get(name);
      if (known?.value === value) return false;
      const text = JSON.stringify(value);
      if (known?.text === text) return false;
      held.set(name, { value, text });
      emit({ kind, name, fromMs, value });
      return true;
    },
    drop(name, fromMs) {
      if (held.delete(name)) emit({ kind, name, fromMs, value: null });
    },
    restore({ name, value }) {
      held.set(name, { value: parsed(schema, value), text: JSON.stringify(value) });
    },
    clear: () => held.clear(),
  };
}
