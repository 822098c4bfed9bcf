import * as z from 'zod/mini';
import { Card } from './device.ts';

const Drm = z.strictObject({
  id: z.int(),
  card_name: z.string(),
  card_device: z.string(),
  control_name: z.optional(z.string()),
  control_device: z.optional(z.string()),
  render_name: z.optional(z.string()),
  render_device: z.optional(z.string()),
});

const Nvidia = z.strictObject({
  brand: z.string(),
  model: z.string(),
  uuid: z.optional(z.string()),
  architecture: z.optional(z.string()),
  cuda_version: z.optional(z.string()),
  nvrm_version: z.optional(z.string()),
  card_name: z.optional(z.string()),
  card_device: z.optional(z.string()),
});

const MediatedDevice = z.strictObject({
  api: z.string(),
  available: z.int(),
  name: z.optional(z.string()),
  description: z.optional(z.string()),
  devices: z.array(z.string()),
});

/** A virtual function has none of its own. */
const GpuFunction = z.extend(Card, {
  drm: z.optional(Drm),
  nvidia: z.optional(Nvidia),
  mdev: z.optional(z.record(z.string(), MediatedDevice)),
});

const GpuCard = z.extend(GpuFunction, {
  sriov: z.optional(
    z.strictObject({
      current_vfs: z.int(),
      maximum_vfs: z.int(),
      vfs: z.nullable(z.array(GpuFunction)),
    }),
  ),
});

export const Gpu = z.strictObject({ cards: z.array(GpuCard), total: z.int() });
