import type { ReactNode } from 'react';
import type { OurWord, Shape } from '~wire/witness.ts';

/** Every status has its own form, so that it can be told without colour. */
const FORMS: Readonly<Record<Shape, ReactNode>> = {
  online: <circle cx="8" cy="8" r="5" fill="currentColor" />,
  offline: (
    <path d="m3.6 3.6 8.8 8.8m0-8.8-8.8 8.8" stroke="currentColor" strokeWidth="2.6" strokeLinecap="round" />
  ),
  evacuated: (
    <>
      <circle cx="8" cy="8" r="5" fill="none" stroke="currentColor" strokeWidth="1.8" />
      <path d="M8 3a5 5 0 0 0 0 10Z" fill="currentColor" />
    </>
  ),
  attention: (
    <path
      d="M8 3.2 13.6 12.8H2.4Z"
      fill="currentColor"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinejoin="round"
    />
  ),
  unknown: (
    <path
      d="M5.1 5.9a2.9 2.9 0 1 1 4.4 2.5c-.9.5-1.5 1-1.5 2m0 2.7v.1"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
    />
  ),
};

export const TONES: Readonly<Record<Shape, string>> = {
  online: 'tone-online',
  offline: 'tone-offline',
  evacuated: 'tone-evacuated',
  attention: 'tone-attention',
  unknown: 'tone-unknown',
};

const OUR_SHAPES: Readonly<Record<OurWord['state'], Shape>> = {
  answering: 'online',
  silent: 'offline',
  wrong: 'attention',
  pending: 'unknown',
  unknown: 'unknown',
};

/** The form of what our own probe saw. */
export const ourShape = ({ state }: OurWord): Shape => OUR_SHAPES[state];

type StatusShapeProps = { shape: Shape; past?: boolean; className?: string };

/** A status as a form in its colour, or in none where it is what was; the word stands beside it. */
export function StatusShape({ shape, past = false, className = 'size-3.5' }: StatusShapeProps) {
  const tone = TONES[past ? 'unknown' : shape];
  return (
    <svg aria-hidden="true" viewBox="0 0 16 16" className={`${tone} shrink-0 text-mark ${className}`}>
      {FORMS[shape]}
    </svg>
  );
}
