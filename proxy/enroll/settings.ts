/** Reads and writes clusters in a settings file, and leaves everything else in it, comments too, as its owner wrote it. */
import { type Document, isMap, isSeq, parseDocument } from 'yaml';
import { type Result, err, ok } from '../result.ts';

/** A cluster as it will stand in the file; paths as they are to be written. */
export type NewCluster = {
  name: string;
  endpoints: readonly string[];
  clientCert: string;
  clientKey: string;
  serverCert: string;
};

const FIRST_LINES = '# The settings of Rollcall; see docs/configuration.md.\n';

/** The names of the clusters that a file has already; an error in words: it can't be added to. */
export function namesIn(text: string | null): Result<string[], string> {
  if (text === null || text.trim() === '') return ok([]);
  const document = parseDocument(text, { schema: 'failsafe', prettyErrors: false });
  if (document.errors.length > 0) return err('is not valid YAML');
  if (document.contents !== null && !isMap(document.contents)) return err('is no map of settings');
  const clusters = document.get('clusters');
  if (clusters === undefined) return ok([]);
  if (!isSeq(clusters)) return err('has no list of clusters where one is due');
  return ok(clusters.items.map((item) => String(isMap(item) ? item.get('name') : '')));
}

/** A cluster as it stands in the file. Nulls: not there. */
export type WrittenCluster = {
  endpoints: string[];
  clientCert: string | null;
  clientKey: string | null;
  serverCert: string | null;
  serverFingerprint: string | null;
};

/** The cluster of this name; an error in words: the file can't be read, or has none. */
export function clusterIn(text: string, name: string): Result<WrittenCluster, string> {
  const names = namesIn(text);
  if (!names.ok) return names;
  const index = names.value.indexOf(name);
  if (index < 0)
    return err(
      `has no cluster "${name}"${names.value.length === 0 ? '' : `, but ${names.value.join(', ')}`}`,
    );
  const document = parseDocument(text, { schema: 'failsafe' });
  const of = (field: string): unknown => document.getIn(['clusters', index, field]);
  const written = (field: string): string | null => {
    const value = of(field);
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const endpoints = of('endpoints');
  return ok({
    endpoints: isSeq(endpoints) ? endpoints.items.map(String) : [],
    clientCert: written('clientCert'),
    clientKey: written('clientKey'),
    serverCert: written('serverCert'),
    serverFingerprint: written('serverFingerprint'),
  });
}

/** The fingerprint of this cluster's certificate, changed. Only for a text in which `clusterIn` found it. */
export function withPin(text: string, name: string, fingerprint: string): string {
  const names = namesIn(text);
  const index = names.ok ? names.value.indexOf(name) : -1;
  const document = parseDocument(text, { schema: 'failsafe' });
  document.setIn(['clusters', index, 'serverFingerprint'], fingerprint);
  return written(document, text);
}

/** `text` null: there is no file yet. Only for a text that `namesIn` could read. */
export function withCluster(text: string | null, cluster: NewCluster): string {
  const isNew = text === null || text.trim() === '';
  const document: Document = parseDocument(isNew ? '{}' : text, { schema: 'failsafe' });
  if (isNew && isMap(document.contents)) document.contents.flow = false;
  if (document.contents === null) document.contents = document.createNode({});
  const entry = document.createNode({ ...cluster, endpoints: [...cluster.endpoints] });
  if (isSeq(document.get('clusters'))) document.addIn(['clusters'], entry);
  else document.set('clusters', document.createNode([entry]));
  return `${isNew ? FIRST_LINES : ''}${written(document, text ?? '')}`;
}

/** With brackets as its owner has them: `[ a, b ]` or `[a, b]`. */
const written = (document: Document, before: string): string =>
  document.toString({ lineWidth: 0, flowCollectionPadding: /[[{] /.test(before) });
