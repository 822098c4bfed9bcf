/** A share (0 to 1) as a bar. It never stands alone: the number is beside it. */
export function Meter({ share, className = '' }: { share: number; className?: string }) {
  const percent = Math.min(Math.max(share, 0), 1) * 100;
  return (
    <span
      aria-hidden="true"
      className={`inline-block h-1.5 forced-color-adjust-none overflow-hidden rounded-full bg-line align-middle ${className}`}
    >
      <span className="block h-full rounded-full bg-accent" style={{ width: `${percent}%` }} />
    </span>
  );
}
