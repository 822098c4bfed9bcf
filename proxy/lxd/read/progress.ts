/** How far an operation has come, as it tells in its `metadata`, where secrets may stand, too. */

/** `create_instance_from_image_unpack_progress`, `download_progress`, `fs_progress`, ... */
const PROGRESS_KEY = /^[a-z_]{0,60}_progress$/;
/** `Unpack: 45% (977.27MB/s)`, `rootfs: 1.25GB (30.1MB/s)`, `45%`: a label, a share or an amount, and a speed. */
const PROGRESS_VALUE =
  /^(?:[\w .-]{1,40}: )?(?:\d{1,3}%|\d+(?:\.\d+)?[kMGTP]?B)(?: \(\d+(?:\.\d+)?[kMGTP]?B\/s\))?$/;

/** The first progress that it tells, in LXD's words; null: none. What does not look like one is not let through. */
export function progressOf(metadata: unknown): string | null {
  if (typeof metadata !== 'object' || metadata === null) return null;
  for (const [key, value] of Object.entries(metadata)) {
    if (PROGRESS_KEY.test(key) && typeof value === 'string' && PROGRESS_VALUE.test(value)) return value;
  }
  return null;
}
