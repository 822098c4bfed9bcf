import { useMutation, useQuery } from '@tanstack/react-query';
import { type ReactNode, type SubmitEvent, useEffect, useId, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import * as z from 'zod/mini';
import { ProxyFailure } from '../../api/client.ts';
import { logIn, sessionQuery } from '../../api/log-in.ts';
import { LogInProblem, type SessionAnswer } from '~wire/log-in.ts';
import { usePageTitle } from '../../ui/usePageTitle.ts';
import { nextOf } from '../../url/log-in.ts';
import { LOG_IN_PROBLEMS, NOBODY_VOUCHED, VOUCHING_REFUSALS } from './problems.ts';

/** Where the proxy asks who one is. It leads back to where one was. */
export function LogInPage() {
  usePageTitle('Log in');
  const [params] = useSearchParams();
  const next = nextOf(params);
  const { data: session, error } = useQuery(sessionQuery());
  const known = session !== undefined && session.viewer !== null;
  useEffect(() => {
    // Nobody has to log in here, or has done so already.
    if (known) location.replace(next);
  }, [known, next]);
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-4 py-10">
      <div
        style={{ maxWidth: '22rem' }}
        className="flex w-full flex-col gap-5 rounded-md border border-line bg-surface px-6 py-5"
      >
        <div>
          <p className="text-sm text-faint">Rollcall</p>
          <h1 className="text-xl font-semibold">Log in</h1>
        </div>
        {error !== null && session === undefined && <Problem>{error.message}</Problem>}
        {session?.viewer === null && <Ways session={session} problem={problemOf(params)} next={next} />}
      </div>
    </main>
  );
}

/** What went wrong before, as the address says it; null: nothing, or nothing that is known. */
const problemOf = (params: URLSearchParams): LogInProblem | null =>
  z.safeParse(LogInProblem, params.get('problem')).data ?? null;

type WaysProps = { session: SessionAnswer; problem: LogInProblem | null; next: string };

/** All the ways in that there are, after what kept somebody out before. */
function Ways({ session: { ways, provider, refused }, problem, next }: WaysProps) {
  const said =
    problem !== null ? LOG_IN_PROBLEMS[problem] : refused === null ? null : VOUCHING_REFUSALS[refused];
  // Whoever is logged in there would come back at once as the one who gets in nowhere.
  const anew = problem === 'no-role' || problem === 'no-name';
  return (
    <>
      {said !== null && <Problem>{said}</Problem>}
      {said === null && ways.length === 0 && <p>{NOBODY_VOUCHED}</p>}
      {ways.includes('oidc') && (
        // Not a link of the router's: it leads out of the page.
        <a
          href={`/api/login/oidc?${new URLSearchParams({ next, ...(anew && { anew: '1' }) }).toString()}`}
          className="rounded-sm border border-accent bg-accent-tint px-3 py-1.5 text-center font-medium text-accent hover:bg-hover"
        >
          Log in with <bdi>{provider}</bdi>
          {anew && ' as somebody else'}
        </a>
      )}
      {ways.length > 1 && <p className="text-center text-sm text-faint">or</p>}
      {ways.includes('password') && <PasswordForm next={next} focused={ways.length === 1} />}
    </>
  );
}

/** A name and a password; what is wrong with them, and how long to wait before the next try. */
function PasswordForm({ next, focused }: { next: string; focused: boolean }) {
  const loggingIn = useMutation(logIn());
  const password = useRef<HTMLInputElement>(null);
  const { error } = loggingIn;
  const waitS = useCountdown(error instanceof ProxyFailure ? error.retryAfterS : null, error);
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const field = (name: string): string => {
      const value = given.get(name);
      return typeof value === 'string' ? value : '';
    };
    loggingIn.mutate(
      { name: field('name').trim(), password: field('password') },
      { onSuccess: () => location.replace(next), onError: () => password.current?.select() },
    );
  };
  const busy = loggingIn.isPending || loggingIn.isSuccess;
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field label="Name" name="name" autoComplete="username" focused={focused} />
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        field={password}
      />
      {error !== null && !busy && (
        <Problem>
          {error.message}
          {waitS > 0 && ` Try again in ${waitS} s.`}
        </Problem>
      )}
      <button
        type="submit"
        disabled={busy || waitS > 0}
        className="h-9 rounded-sm border border-accent bg-accent-tint px-3 font-medium text-accent hover:bg-hover disabled:text-faint"
      >
        {busy ? 'Logging in …' : 'Log in'}
      </button>
    </form>
  );
}

type FieldProps = {
  label: string;
  name: string;
  type?: 'text' | 'password';
  autoComplete: string;
  focused?: boolean;
  field?: React.RefObject<HTMLInputElement | null>;
};

function Field({ label, name, type = 'text', autoComplete, focused = false, field }: FieldProps) {
  const id = useId();
  const own = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (focused) own.current?.focus();
  }, [focused]);
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm text-soft">
        {label}
      </label>
      <input
        ref={field ?? own}
        id={id}
        name={name}
        type={type}
        autoComplete={autoComplete}
        autoCapitalize="none"
        spellCheck={false}
        required
        className="h-9 rounded-sm border border-control bg-page px-2.5 text-base"
      />
    </div>
  );
}

const Problem = ({ children }: { children: ReactNode }) => (
  <p role="alert" className="border-l border-accent px-3">
    {children}
  </p>
);

const SECOND_MS = 1000;

/** Seconds that are left of those that `cause` came with. */
function useCountdown(seconds: number | null, cause: unknown): number {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    const until = performance.now() + (seconds ?? 0) * SECOND_MS;
    const look = (): void => setLeft(Math.max(0, Math.ceil((until - performance.now()) / SECOND_MS)));
    look();
    const timer = setInterval(look, SECOND_MS / 4);
    return () => clearInterval(timer);
  }, [seconds, cause]);
  return left;
}
