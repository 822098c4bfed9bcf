const kibibyte = 1024;
const mebibyte = 1024 * kibibyte;

/** A processor, as many to a machine as its model has sockets; two threads to a core. Clocks in MHz, caches in bytes. */
export type Processor = {
  name: string;
  vendor: 'GenuineIntel' | 'AuthenticAMD';
  cores: number;
  coresPerDie: number;
  baseMhz: number;
  minimumMhz: number;
  turboMhz: number;
  /** Of one core: data, instructions, level 2; level 3 as the cores share it. */
  caches: { data: number; instruction: number; level2: number; level3: number };
};

/** What one can buy: the words on the machine and what is soldered to it. */
export type Model = {
  processor: Processor;
  sockets: number;
  vendor: string;
  product: string;
  family: string;
  sku: string;
  firmware: { vendor: string; version: string; date: string };
  board: { vendor: string; product: string; version: string };
  chassis: { type: string; version: string };
};

const xeonE2334: Processor = {
  name: 'Intel(R) Xeon(R) E-2334 CPU @ 3.40GHz',
  vendor: 'GenuineIntel',
  cores: 4,
  coresPerDie: 4,
  baseMhz: 3400,
  minimumMhz: 800,
  turboMhz: 4800,
  caches: { data: 48 * kibibyte, instruction: 32 * kibibyte, level2: 512 * kibibyte, level3: 8 * mebibyte },
};

const xeonSilver4309: Processor = {
  name: 'Intel(R) Xeon(R) Silver 4309Y CPU @ 2.80GHz',
  vendor: 'GenuineIntel',
  cores: 8,
  coresPerDie: 8,
  baseMhz: 2800,
  minimumMhz: 800,
  turboMhz: 3600,
  caches: { data: 48 * kibibyte, instruction: 32 * kibibyte, level2: 1280 * kibibyte, level3: 12 * mebibyte },
};

const epyc7232: Processor = {
  name: 'AMD EPYC 7232P 8-Core Processor',
  vendor: 'AuthenticAMD',
  cores: 8,
  coresPerDie: 4,
  baseMhz: 3100,
  minimumMhz: 1500,
  turboMhz: 3200,
  caches: { data: 32 * kibibyte, instruction: 32 * kibibyte, level2: 512 * kibibyte, level3: 8 * mebibyte },
};

const epyc7313: Processor = {
  name: 'AMD EPYC 7313P 16-Core Processor',
  vendor: 'AuthenticAMD',
  cores: 16,
  coresPerDie: 4,
  baseMhz: 3000,
  minimumMhz: 1500,
  turboMhz: 3729,
  caches: { data: 32 * kibibyte, instruction: 32 * kibibyte, level2: 512 * kibibyte, level3: 32 * mebibyte },
};

/** Sizes in which machines come, by threads; of each there are two models. */
export const models: Record<8 | 16 | 32, readonly [Model, Model]> = {
  8: [
    {
      processor: xeonE2334,
      sockets: 1,
      vendor: 'Dell Inc.',
      product: 'PowerEdge R250',
      family: 'PowerEdge',
      sku: 'SKU=0A6C;ModelName=PowerEdge R250',
      firmware: { vendor: 'Dell Inc.', version: '1.9.2', date: '11/20/2023' },
      board: { vendor: 'Dell Inc.', product: '0TTCTJ', version: 'A01' },
      chassis: { type: 'Rack Mount Chassis', version: '' },
    },
    {
      processor: xeonE2334,
      sockets: 1,
      vendor: 'HPE',
      product: 'ProLiant DL20 Gen10 Plus',
      family: 'ProLiant',
      sku: 'P44115-421',
      firmware: { vendor: 'HPE', version: 'U60', date: '02/15/2024' },
      board: { vendor: 'HPE', product: 'ProLiant DL20 Gen10 Plus', version: '' },
      chassis: { type: 'Rack Mount Chassis', version: '' },
    },
  ],
  16: [
    {
      processor: xeonSilver4309,
      sockets: 1,
      vendor: 'Supermicro',
      product: 'SYS-110P-WTR',
      family: 'SMC X12',
      sku: '091715D9',
      firmware: { vendor: 'American Megatrends International, LLC.', version: '1.4b', date: '06/15/2023' },
      board: { vendor: 'Supermicro', product: 'X12SPW-TF', version: '1.02' },
      chassis: { type: 'Other', version: '0123456789' },
    },
    {
      processor: epyc7232,
      sockets: 1,
      vendor: 'HPE',
      product: 'ProLiant DL325 Gen10 Plus',
      family: 'ProLiant',
      sku: 'P18603-B21',
      firmware: { vendor: 'HPE', version: 'A43', date: '10/27/2023' },
      board: { vendor: 'HPE', product: 'ProLiant DL325 Gen10 Plus', version: '' },
      chassis: { type: 'Rack Mount Chassis', version: '' },
    },
  ],
  32: [
    {
      processor: xeonSilver4309,
      sockets: 2,
      vendor: 'Dell Inc.',
      product: 'PowerEdge R650',
      family: 'PowerEdge',
      sku: 'SKU=0912;ModelName=PowerEdge R650',
      firmware: { vendor: 'Dell Inc.', version: '1.12.1', date: '09/28/2023' },
      board: { vendor: 'Dell Inc.', product: '0PYXKY', version: 'A02' },
      chassis: { type: 'Rack Mount Chassis', version: '' },
    },
    {
      processor: epyc7313,
      sockets: 1,
      vendor: 'Lenovo',
      product: 'ThinkSystem SR635 -[7Y99CTO1WW]-',
      family: 'ThinkSystem',
      sku: '7Y99CTO1WW',
      firmware: { vendor: 'Lenovo', version: 'CFE130B', date: '04/11/2024' },
      board: { vendor: 'Lenovo', product: '7Y99CTO1WW', version: '05' },
      chassis: { type: 'Rack Mount Chassis', version: '05' },
    },
  ],
};
