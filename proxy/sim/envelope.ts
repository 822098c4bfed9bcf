/** The three envelopes of the API, field for field and in the daemons' own order. */
type Envelope = {
  type: 'sync' | 'async' | 'error';
  status: string;
  status_code: number;
  operation: string;
  error_code: number;
  error: string;
  metadata: unknown;
};

/** An envelope that is JSON already. */
type Serialised = { json: Buffer };

/** What a handler decides; how it goes over the wire (late, broken, not at all) is up to the member's faults. */
export type Answer = {
  httpStatus: number;
  body: Envelope | string | Serialised;
  /** Covers `etagOf`, as the daemons' own does: for members the settings alone, never the status. */
  etagOf?: unknown;
  location?: string;
};

export const success = (metadata: unknown, etagOf?: unknown): Answer => ({
  httpStatus: 200,
  body: {
    type: 'sync',
    status: 'Success',
    status_code: 200,
    operation: '',
    error_code: 0,
    error: '',
    metadata,
  },
  ...(etagOf === undefined ? {} : { etagOf }),
});

/** A success of which came something new, at `location`. */
export const created = (metadata: unknown, location: string): Answer => ({
  ...success(metadata),
  httpStatus: 201,
  location,
});

/** A success whose metadata is JSON already, too long to be made anew each time. */
export const successOf = (metadata: Buffer): Answer => {
  const [before = '', after = ''] = JSON.stringify(success('METADATA').body).split('"METADATA"');
  return {
    httpStatus: 200,
    body: { json: Buffer.concat([Buffer.from(before), metadata, Buffer.from(`${after}\n`)]) },
  };
};

/** The body as it goes over the wire. */
export function bytesOf({ body }: Answer): Buffer {
  if (typeof body === 'string') return Buffer.from(body);
  return 'json' in body ? body.json : Buffer.from(`${JSON.stringify(body)}\n`);
}

export const accepted = (operation: { id: string }): Answer => ({
  httpStatus: 202,
  location: `/1.0/operations/${operation.id}`,
  body: {
    type: 'async',
    status: 'Operation created',
    status_code: 100,
    operation: `/1.0/operations/${operation.id}`,
    error_code: 0,
    error: '',
    metadata: operation,
  },
});

/** An error; the HTTP status is its code, except where a daemon hides it in a 200. */
export const failure = (code: number, error: string, httpStatus = code): Answer => ({
  httpStatus,
  body: { type: 'error', status: '', status_code: 0, operation: '', error_code: code, error, metadata: null },
});

export const notFound = (): Answer => failure(404, 'not found');
export const notImplemented = (): Answer => failure(501, 'not implemented');
export const notAuthorized = (): Answer => failure(403, 'not authorized');
export const memberNotFound = (): Answer => failure(404, 'Cluster member not found');
