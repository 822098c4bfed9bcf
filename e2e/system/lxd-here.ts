/** Whether the real thing can be used here. */
import { findLxd } from '../clusters/lxd.ts';

/** Why there is no LXD to test with, in words for the person who reads why a test was skipped; undefined when there is. */
export async function whyNoLxd(): Promise<string | undefined> {
  const told = process.env['ROLLCALL_SKIP_LXD'];
  if (told !== undefined && told !== '') return told;
  const lxd = await findLxd();
  return 'missing' in lxd ? lxd.missing : undefined;
}
