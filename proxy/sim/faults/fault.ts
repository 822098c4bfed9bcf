import { z } from 'zod';

/** One thing that can be done to the cluster: what it does in a sentence, what it takes, and how. */
export type Fault<Control> = {
  summary: string;
  /** `{ "member": "node-2", ... }` as README shows it; empty when it takes nothing. */
  example: Record<string, unknown>;
  /** Parses `input` and does it. Rejects with ZodError for bad input and as `Control` says. */
  run(control: Control, input: unknown): Promise<unknown>;
};

/** Makes the faults of one part of the control. */
export const faultOf =
  <Control>() =>
  <Schema extends z.ZodType>(
    summary: string,
    schema: Schema,
    example: Record<string, unknown>,
    act: (control: Control, input: z.output<Schema>) => Promise<unknown>,
  ): Fault<Control> => ({
    summary,
    example,
    run: async (control, input) => act(control, schema.parse(input)),
  });

export const name = z.string().min(1).max(253);
export const text = z.string().max(1000);
