import * as z from 'zod/mini';
import { Config } from './scalars.ts';

export const Project = z.strictObject({
  name: z.string(),
  description: z.string(),
  config: Config,
  used_by: z.array(z.string()),
});
