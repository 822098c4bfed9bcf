import type { Guise } from '../guise.ts';
import type { Host } from './host.ts';

/** What such processors can do, cut down to a page. */
const flags = (
  'fpu vme de pse tsc msr pae mce cx8 apic sep mtrr pge mca cmov pat pse36 clflush mmx fxsr sse sse2 ht syscall nx ' +
  'pdpe1gb rdtscp lm constant_tsc rep_good nopl nonstop_tsc cpuid aperfmperf pni pclmulqdq ssse3 fma cx16 sse4_1 ' +
  'sse4_2 x2apic movbe popcnt aes xsave avx f16c rdrand lahf_lm abm 3dnowprefetch fsgsbase bmi1 avx2 smep bmi2 erms ' +
  'rdseed adx smap clflushopt clwb sha_ni xsaveopt xsavec xgetbv1 xsaves umip rdpid'
).split(' ');

/** `cpu` of `GET /1.0/resources`. Threads are numbered as Linux does: first one of each core of each socket, then the
 *  others. Clocks in MHz, wandering a little around the base. */
export function cpuOf(host: Host, guise: Guise) {
  const { processor, sockets } = host.model;
  const { caches } = processor;
  const random = host.randomFor('clock');
  const mhz = (): number => Math.round(processor.baseMhz * (0.9 + 0.2 * random()));
  const coreOf = (socket: number, core: number) => ({
    core,
    die: Math.floor(core / processor.coresPerDie),
    threads: [0, 1].map((thread) => ({
      id: thread * sockets * processor.cores + socket * processor.cores + core,
      numa_node: socket,
      thread,
      online: true,
      isolated: false,
    })),
    frequency: mhz(),
    ...(guise.extensions.includes('resources_cpu_flags') ? { flags } : {}),
  });
  return {
    architecture: 'x86_64',
    sockets: Array.from({ length: sockets }, (_, socket) => ({
      name: processor.name,
      vendor: processor.vendor,
      socket,
      cache: [
        { level: 1, type: 'Data', size: caches.data },
        { level: 1, type: 'Instruction', size: caches.instruction },
        { level: 2, type: 'Unified', size: caches.level2 },
        { level: 3, type: 'Unified', size: caches.level3 },
      ],
      cores: Array.from({ length: processor.cores }, (_unused, core) => coreOf(socket, core)),
      frequency: mhz(),
      frequency_minimum: processor.minimumMhz,
      frequency_turbo: processor.turboMhz,
    })),
    total: host.cpus,
  };
}
