/** A demand that the simulation can't meet: the message says why. */
export class ControlError extends Error {
  override name = 'ControlError';
  readonly kind: 'unknown-member' | 'not-possible';

  constructor(kind: 'unknown-member' | 'not-possible', message: string) {
    super(message);
    this.kind = kind;
  }
}

/** Runs `act` now; what it throws becomes the promise's rejection. */
export async function promised<T>(act: () => T | Promise<T>): Promise<T> {
  return act();
}
