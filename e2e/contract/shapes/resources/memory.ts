import * as z from 'zod/mini';

const Node = z.strictObject({
  numa_node: z.int(),
  used: z.int(),
  total: z.int(),
  hugepages_used: z.int(),
  hugepages_total: z.int(),
});

/** Bytes. */
export const Memory = z.strictObject({
  used: z.int(),
  total: z.int(),
  hugepages_used: z.int(),
  hugepages_total: z.int(),
  hugepages_size: z.int(),
  nodes: z.array(Node),
});
