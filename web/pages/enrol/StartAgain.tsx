import type { ReactNode } from 'react';
import { CommandLine } from '../../components/CommandLine.tsx';

/** What to do by hand, and why. */
export function StartAgain({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <h3 className="font-semibold">{title}</h3>
      <p className="text-soft">{children}</p>
      <CommandLine what="Ctrl-C where it runs, or restart its service, and:" command="npm start" />
    </>
  );
}
