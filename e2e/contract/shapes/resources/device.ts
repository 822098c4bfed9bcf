import * as z from 'zod/mini';

/** What all cards say about themselves. */
export const Card = z.strictObject({
  driver: z.optional(z.string()),
  driver_version: z.optional(z.string()),
  vendor: z.optional(z.string()),
  vendor_id: z.optional(z.string()),
  product: z.optional(z.string()),
  product_id: z.optional(z.string()),
  numa_node: z.int(),
  pci_address: z.optional(z.string()),
  usb_address: z.optional(z.string()),
});
