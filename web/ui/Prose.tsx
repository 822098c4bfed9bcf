import type { ReactNode } from 'react';

/** A page that has something to say and nothing to show. */
export function Prose({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="mx-auto flex w-full max-w-[44rem] flex-col gap-4 px-5 py-16">
      <h1 className="text-verdict font-medium text-balance">{title}</h1>
      <div className="flex flex-col gap-3 text-lg text-soft [&_a]:text-accent [&_a]:underline [&_a]:underline-offset-3">
        {children}
      </div>
    </main>
  );
}
