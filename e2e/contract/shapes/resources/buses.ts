import * as z from 'zod/mini';

const UsbInterface = z.strictObject({
  number: z.int(),
  class: z.string(),
  class_id: z.int(),
  subclass: z.string(),
  subclass_id: z.int(),
  driver: z.optional(z.string()),
  driver_version: z.optional(z.string()),
});

const UsbDevice = z.strictObject({
  bus_address: z.int(),
  device_address: z.int(),
  /** Mbit/s */
  speed: z.number(),
  vendor: z.string(),
  vendor_id: z.string(),
  product: z.string(),
  product_id: z.string(),
  interfaces: z.array(UsbInterface),
});

export const Usb = z.strictObject({ devices: z.array(UsbDevice), total: z.int() });

const PciDevice = z.strictObject({
  pci_address: z.string(),
  driver: z.string(),
  driver_version: z.string(),
  vendor: z.string(),
  vendor_id: z.string(),
  product: z.string(),
  product_id: z.string(),
  numa_node: z.int(),
  iommu_group: z.int(),
  vpd: z.strictObject({
    product_name: z.optional(z.string()),
    entries: z.optional(z.record(z.string(), z.string())),
  }),
});

export const Pci = z.strictObject({ devices: z.array(PciDevice), total: z.int() });
