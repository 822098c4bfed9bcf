import { useState } from 'react';
import type { Member } from '~wire/snapshot.ts';
import { Icon } from '../../ui/Icon.tsx';
import { apiPaths } from '../../url/paths.ts';

/** All that we hold of a member, as it is. Written out only when it is opened. */
export function RawJson({ member, cluster }: { member: Member; cluster: string }) {
  const [open, setOpen] = useState(false);
  return (
    <details
      onToggle={(event) => setOpen(event.currentTarget.open)}
      className="rounded-md border border-line bg-surface"
    >
      <summary className="px-5 py-2.5 font-semibold">Raw JSON</summary>
      {open && (
        <Json
          text={JSON.stringify(member, null, 2)}
          address={apiPaths.lxdMember(cluster, member.server_name)}
        />
      )}
    </details>
  );
}

function Json({ text, address }: { text: string; address: string }) {
  const [outcome, setOutcome] = useState<string | null>(null);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome('Copied');
    } catch {
      // Browsers allow it only on https and on this machine's own address.
      setOutcome('The browser does not allow copying here');
    }
  };
  return (
    <div className="border-t border-line">
      <div className="flex flex-wrap items-center gap-4 px-5 pt-3 text-sm">
        <button
          type="button"
          onClick={() => void copy()}
          className="flex h-7 items-center gap-1.5 rounded-sm border border-control px-2 hover:bg-hover"
        >
          <Icon name="copy" className="size-3.5" />
          Copy
        </button>
        <span role="status" className="text-soft">
          {outcome}
        </span>
        <a href={address} className="ml-auto text-accent underline underline-offset-3">
          As the cluster itself answers
        </a>
      </div>
      <pre
        tabIndex={0}
        aria-label="Raw JSON"
        className="max-h-[70dvh] overflow-auto px-5 py-3 text-sm whitespace-pre-wrap"
      >
        {text}
      </pre>
    </div>
  );
}
