/** Why somebody did not get in, in words of ours: what a provider or an address says is shown nowhere. */
import type { LogInProblem, VouchingRefusal } from '~wire/log-in.ts';

export const LOG_IN_PROBLEMS: Record<LogInProblem, string> = {
  cancelled:
    'You were not logged in: that was cancelled there, or the provider does not let you use Rollcall.',
  expired:
    'That log-in holds no longer: it took more than ten minutes, or it was begun in another browser, or again in another tab. Begin anew.',
  'wrong-answer':
    'The answer of the provider does not belong to this log-in, or could not be trusted. Begin anew; if it stays so, an operator finds more in the log.',
  'provider-away': 'The provider does not answer as it should. Try again in a while.',
  'not-set-up': 'The provider and Rollcall are not set up for each other. An operator finds more in the log.',
  clock:
    'The clocks of the provider and of Rollcall differ too much. An operator has to set the one that is wrong.',
  'no-role':
    'The provider knows you, but Rollcall gives you no role, so there is nothing here that you may see. An operator gives roles to groups.',
  'no-name': 'The provider says nothing by which you could be called here. An operator can choose the claim.',
  busy: 'Too many are logging in at this moment. Try again in a while.',
};

export const VOUCHING_REFUSALS: Record<VouchingRefusal, string> = {
  'no-role':
    'You are known to the reverse proxy, but Rollcall gives you no role, so there is nothing here that you may see. An operator gives roles to people and groups.',
  'doubled-header':
    'The reverse proxy named more than one user. An operator has to have it replace the header that browsers send.',
  'garbled-header':
    'What the reverse proxy named as the user is no name. An operator has to look at its settings.',
};

/** Where people get in by a reverse proxy alone, and it said nothing of who this is. */
export const NOBODY_VOUCHED =
  'People get in here through a reverse proxy, and it did not say who you are. Open Rollcall at the address that it has there, and log in there.';
