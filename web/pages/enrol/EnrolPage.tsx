import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import type { Enrolment } from '~wire/enrolment.ts';
import { ProxyFailure } from '../../api/client.ts';
import { enrolCluster, enrolmentOfferQuery } from '../../api/enrolment.ts';
import { CommandLine } from '../../components/CommandLine.tsx';
import { Foreign } from '../../ui/Foreign.tsx';
import { Prose } from '../../ui/Prose.tsx';
import { usePageTitle } from '../../ui/usePageTitle.ts';
import { Outcome } from './Outcome.tsx';

/** From the demo to a cluster of one's own: a token in, settings and certificates out. */
export function EnrolPage() {
  usePageTitle('Enrol a cluster');
  const offer = useQuery(enrolmentOfferQuery());
  const [done, setDone] = useState<Enrolment | null>(null);
  if (offer.isPending) return <main aria-busy="true" />;
  if (offer.isError) return <NotOffered failure={offer.error} />;
  return (
    <main className="mx-auto flex w-full max-w-[46rem] flex-col gap-7 px-5 py-8 md:py-12">
      <header className="flex flex-col gap-2">
        <h1 className="text-verdict font-medium text-balance">Enrol a cluster</h1>
        <p className="text-soft">
          Rollcall makes a key and a certificate of its own, has the cluster trust it, and writes both beside{' '}
          <Foreign text={offer.data.configFile} whole className="font-mono text-sm break-all" />.
        </p>
      </header>
      {done === null ? <Steps onDone={setDone} /> : <Outcome enrolment={done} />}
    </main>
  );
}

function NotOffered({ failure }: { failure: Error }) {
  const remedy = failure instanceof ProxyFailure ? failure.remedy : null;
  return (
    <Prose title="Nothing can be enrolled here">
      <p>{failure.message}</p>
      {remedy !== null && <p>{remedy}</p>}
    </Prose>
  );
}

function Steps({ onDone }: { onDone(enrolment: Enrolment): void }) {
  return (
    <ol className="flex flex-col gap-7">
      <li className="flex flex-col gap-3">
        <h2 className="text-base font-semibold">1. Make a token, on a member of the cluster</h2>
        <CommandLine
          what="LXD: a restricted certificate, which reads the cluster and changes nothing"
          command="lxc config trust add --name rollcall --restricted"
        />
        <CommandLine what="Incus: the same" command="incus config trust add rollcall --restricted" />
        <CommandLine
          what="LXD 5.21 and later: an identity in a group that may view, which sees instances and warnings, too"
          command="lxc auth identity create tls/rollcall --group viewers"
        />
      </li>
      <li className="flex flex-col gap-3">
        <h2 className="text-base font-semibold">2. Give it to Rollcall</h2>
        <TokenForm onDone={onDone} />
      </li>
    </ol>
  );
}

function TokenForm({ onDone }: { onDone(enrolment: Enrolment): void }) {
  const [token, setToken] = useState('');
  const [name, setName] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const { mutate, isPending, error } = useMutation({ ...enrolCluster(), onSuccess: onDone });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    mutate(
      { token: token.trim(), name: name.trim() === '' ? null : name.trim() },
      { onError: () => field.current?.focus() },
    );
  };
  return (
    <form aria-label="Token" onSubmit={submit} className="flex flex-col gap-3">
      <label className="flex flex-col gap-1">
        <span className="text-sm text-faint">The token, as it was printed</span>
        <textarea
          ref={field}
          required
          rows={4}
          value={token}
          dir="ltr"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          aria-describedby="enrol-once"
          onChange={(event) => setToken(event.target.value)}
          className="w-full resize-y rounded-sm border border-control bg-surface px-2 py-1.5 font-mono text-sm break-all"
        />
      </label>
      <label className="flex flex-col gap-1">
        <span className="text-sm text-faint">What to call the cluster (lxd or incus unless you say)</span>
        <input
          type="text"
          value={name}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setName(event.target.value)}
          placeholder="prod-eu"
          className="h-8 w-full max-w-72 rounded-sm border border-control bg-surface px-2 placeholder:text-faint"
        />
      </label>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <button
          type="submit"
          disabled={isPending || token.trim() === ''}
          className="h-8 rounded-sm border border-accent bg-accent-tint px-4 text-ink hover:bg-hover disabled:opacity-50"
        >
          {isPending ? 'Enrolling …' : 'Enrol'}
        </button>
        <span id="enrol-once" className="text-sm text-faint">
          A token is good for one try. It goes to this Rollcall alone, and is kept nowhere.
        </span>
      </div>
      <div role="alert" className="empty:hidden">
        {error !== null && (
          <p className="rounded-sm border border-line border-l-4 border-l-(--glow) px-3 py-2 tone-offline">
            <span className="text-ink">
              <Foreign text={error.message} whole className="break-words" />{' '}
              {error instanceof ProxyFailure && error.remedy !== null && (
                <Foreign text={error.remedy} whole className="text-soft" />
              )}
            </span>
          </p>
        )}
      </div>
    </form>
  );
}
