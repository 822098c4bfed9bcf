import type { ReactNode } from 'react';

type PanelProps = {
  title: string;
  count?: string;
  tools?: ReactNode;
  className?: string;
  children: ReactNode;
};

/** A section of a page with its heading, and beside it what can be done to it. */
export function Panel({ title, count, tools, className = '', children }: PanelProps) {
  return (
    <section
      aria-label={title}
      className={`panel flex min-h-0 min-w-0 flex-col rounded-md border border-line bg-surface ${className}`}
    >
      <header className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-5 py-2 min-h-12">
        <h2 className="text-base font-semibold">
          {title}
          {/* The space is for those who hear it. */}
          {count !== undefined && <span className="ml-1 font-normal text-faint"> {count}</span>}
        </h2>
        {tools}
      </header>
      {children}
    </section>
  );
}
