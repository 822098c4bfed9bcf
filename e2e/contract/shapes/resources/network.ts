import * as z from 'zod/mini';
import { Card } from './device.ts';

const Infiniband = z.strictObject({
  issm_name: z.optional(z.string()),
  issm_device: z.optional(z.string()),
  mad_name: z.optional(z.string()),
  mad_device: z.optional(z.string()),
  verb_name: z.optional(z.string()),
  verb_device: z.optional(z.string()),
});

const Port = z.strictObject({
  id: z.string(),
  port: z.int(),
  protocol: z.string(),
  address: z.optional(z.string()),
  port_type: z.optional(z.string()),
  transceiver_type: z.optional(z.string()),
  supported_modes: z.optional(z.array(z.string())),
  supported_ports: z.optional(z.array(z.string())),
  auto_negotiation: z.boolean(),
  link_detected: z.boolean(),
  /** Mbit/s; absent without a link. */
  link_speed: z.optional(z.int()),
  link_duplex: z.optional(z.string()),
  infiniband: z.optional(Infiniband),
});

/** A virtual function has none of its own. */
const NetworkFunction = z.extend(Card, {
  firmware_version: z.optional(z.string()),
  ports: z.optional(z.array(Port)),
});

const NetworkCard = z.extend(NetworkFunction, {
  sriov: z.optional(
    z.strictObject({
      current_vfs: z.int(),
      maximum_vfs: z.int(),
      vfs: z.nullable(z.array(NetworkFunction)),
    }),
  ),
});

export const Network = z.strictObject({ cards: z.array(NetworkCard), total: z.int() });
