import * as z from 'zod/mini';

const Firmware = z.strictObject({ vendor: z.string(), date: z.string(), version: z.string() });

const Chassis = z.strictObject({
  vendor: z.string(),
  type: z.string(),
  serial: z.string(),
  version: z.string(),
});

const Motherboard = z.strictObject({
  vendor: z.string(),
  product: z.string(),
  serial: z.string(),
  version: z.string(),
});

/** Empty, or null, where the machine tells nothing. */
export const System = z.strictObject({
  uuid: z.string(),
  vendor: z.string(),
  product: z.string(),
  family: z.string(),
  version: z.string(),
  sku: z.string(),
  serial: z.string(),
  type: z.string(),
  firmware: z.nullable(Firmware),
  chassis: z.nullable(Chassis),
  motherboard: z.nullable(Motherboard),
});
