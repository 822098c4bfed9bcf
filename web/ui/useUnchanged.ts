import { useState } from 'react';

/** The value that was there first, for as long as what comes after it says the same: plain data that are made anew with each beat. */
export function useUnchanged<T>(value: T): T {
  const [kept, keep] = useState(value);
  if (kept === value || JSON.stringify(kept) === JSON.stringify(value)) return kept;
  keep(value);
  return value;
}
