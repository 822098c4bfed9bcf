import type { ReactNode } from 'react';
import { Foreign } from '../../../ui/Foreign.tsx';

type Look = { tone: string; form: ReactNode };

const OTHER: Look = {
  tone: 'tone-attention',
  form: (
    <path
      d="M8 3.2 13.6 12.8H2.4Z"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinejoin="round"
    />
  ),
};

/** Stopped is no trouble: it has no colour of its own. */
const LOOKS: ReadonlyMap<string, Look> = new Map([
  ['Running', { tone: 'tone-online', form: <circle cx="8" cy="8" r="5" fill="currentColor" /> }],
  [
    'Stopped',
    {
      tone: 'tone-unknown',
      form: (
        <rect x="4" y="4" width="8" height="8" rx="1" fill="none" stroke="currentColor" strokeWidth="1.8" />
      ),
    },
  ],
  [
    'Frozen',
    {
      tone: 'tone-evacuated',
      form: <path d="M5.5 3.5v9m5-9v9" stroke="currentColor" strokeWidth="2.6" strokeLinecap="round" />,
    },
  ],
  [
    'Error',
    {
      tone: 'tone-offline',
      form: (
        <path
          d="m3.6 3.6 8.8 8.8m0-8.8-8.8 8.8"
          stroke="currentColor"
          strokeWidth="2.6"
          strokeLinecap="round"
        />
      ),
    },
  ],
]);

/** The form of an instance's status; its word stands beside it. */
export function InstanceShape({ status }: { status: string }) {
  const { tone, form } = LOOKS.get(status) ?? OTHER;
  return (
    <svg aria-hidden="true" viewBox="0 0 16 16" className={`size-3 shrink-0 text-mark ${tone}`}>
      {form}
    </svg>
  );
}

export function InstanceStatus({ status }: { status: string }) {
  return (
    <span className="flex items-center gap-2">
      <InstanceShape status={status} />
      <Foreign text={status} className="one-line" />
    </span>
  );
}
