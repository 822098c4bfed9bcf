import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guiseNames } from '../../proxy/sim/guise.ts';
import { type Sim, startSim } from '../../proxy/sim/sim.ts';
import { connectTo } from '../contract/https.ts';
import { DOCUMENTED, bare, documentedDefinitions, documentedPathsOf } from '../contract/shapes/documented.ts';
import { fieldPathsOf } from '../contract/shapes/field-paths.ts';
import { SHAPES } from '../contract/shapes/registry.ts';
import { readCoverage } from './document.ts';
import { truthOf } from './truth.ts';
import { fieldsBeyond } from './values.ts';

const { rows, problems } = await readCoverage();
const rowsOf = (endpoint: string) => rows.filter((row) => row.endpoint === endpoint);

it('is a table of places and reasons', () => {
  expect(problems).toEqual([]);
});

it('has the endpoints that are read, and no others', () => {
  expect([...new Set(rows.map(({ endpoint }) => endpoint))].toSorted()).toEqual(
    Object.keys(SHAPES).toSorted(),
  );
});

describe.each(Object.entries(SHAPES))('of %s', (endpoint, shape) => {
  it('has every field that real servers have, once, and no other that is not marked', () => {
    const fields = fieldPathsOf(shape);
    const listed = rowsOf(endpoint);
    const names = listed.map(({ field }) => field);
    expect({
      missing: fields.filter((field) => !names.includes(field)),
      superfluous: listed.filter(({ field, mark }) => mark === null && !fields.includes(field)),
      marked: listed.filter(({ field, mark }) => mark !== null && fields.includes(field)),
      twice: names.filter((field, at) => names.indexOf(field) !== at),
    }).toEqual({ missing: [], superfluous: [], marked: [], twice: [] });
  });
});

const found = await documentedDefinitions();

describe("LXD's own document", () => {
  if ('missing' in found) {
    it.skip(`can't be compared: ${found.missing}`);
    return;
  }
  it.each(DOCUMENTED)('has no field of %s that is not here', (endpoint, definition) => {
    const documented = bare(documentedPathsOf(found.definitions, definition));
    const listed = rowsOf(endpoint);
    const names = bare(listed.map(({ field }) => field));
    const only = bare(listed.filter(({ mark }) => mark === 'documented').map(({ field }) => field));
    expect({
      missing: documented.filter((field) => !names.includes(field)),
      undocumented: only.filter((field) => !documented.includes(field)),
    }).toEqual({ missing: [], undocumented: [] });
  });
});

describe.each(guiseNames)('simulated as %s', (guise) => {
  let sim: Sim;
  beforeAll(async () => {
    sim = await startSim({ guise, members: 3, memberNames: ['node-1', 'node-2', 'node-3'] });
    await sim.control.startOperation({
      member: 'node-3',
      description: 'Copying',
      seconds: 60,
      instances: ['a'],
    });
  });
  afterAll(() => sim.close());

  it('a member says nothing that is not here', async () => {
    const client = connectTo(sim.endpoints[2] ?? '', sim.admin);
    const truth = await truthOf(client, 'node-3');
    await client.close();
    const beyond = [...truth].flatMap(([endpoint, values]) => {
      const fields = rowsOf(endpoint).map(({ field }) => field);
      return values.flatMap((value) => fieldsBeyond(value, fields).map((field) => `${endpoint}: ${field}`));
    });
    expect([...new Set(beyond)]).toEqual([]);
    expect(truth.get('/1.0/operations')).toHaveLength(1);
    expect(truth.get('/1.0/resources')).toHaveLength(1);
  });
});
