import { memo } from 'react';
import { Link } from 'react-router';
import type { Shape } from '~wire/witness.ts';
import { StatusShape } from '../../components/StatusShape.tsx';
import { Foreign } from '../../ui/Foreign.tsx';

type LaneLabelProps = {
  name: string;
  to: string;
  shape: Shape;
  word: string;
  /** `left`: it is not in the cluster any more. */
  role: 'leader' | 'left' | null;
  widthPx: number;
};

/** Whose lane it is, and how that member stands at the end of what is shown. */
export const LaneLabel = memo(function LaneLabel({ name, to, shape, word, role, widthPx }: LaneLabelProps) {
  return (
    <div
      style={{ width: widthPx }}
      className="flex shrink-0 cursor-default items-center gap-2 border-r border-line pr-2 pl-5 max-sm:pl-3"
    >
      <span title={word} className="flex">
        <StatusShape shape={shape} className="size-3" />
        <span className="sr-only">
          <Foreign text={word} />
        </span>
      </span>
      <Link
        to={to}
        draggable={false}
        title={name}
        className="one-line min-w-0 flex-1 font-medium hover:text-accent hover:underline"
      >
        <Foreign text={name} />
      </Link>
      {role !== null && <span className="text-xs text-soft max-sm:sr-only">{role}</span>}
    </div>
  );
});
