import { getuid, platform } from 'node:process';
import { run } from './software.ts';

/** Why no daemons can be run here, in words for people; undefined when they can. */
export async function whyNoDaemons(): Promise<string | undefined> {
  if (platform !== 'linux') return 'LXD and Incus run on Linux only';
  if (getuid?.() !== 0) return 'the daemons of LXD and Incus must be started by root';
  try {
    await run(['unshare', '--mount', '--', 'true'], process.env);
  } catch {
    return 'this machine allows no mount namespaces (a container without CAP_SYS_ADMIN?)';
  }
  return undefined;
}
