import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHART_RANGES, parseChartRange, withChartRange } from './chart-range.ts';
import { ACTIVITY_FILTERS, parseActivity, withActivity } from './activity.ts';
import { ARRANGEMENTS, parseArrangement, withArrangement } from './arrangement.ts';
import { COLUMNS, DEFAULT_COLUMNS, parseColumns, withColumns } from './columns.ts';
import { THEMES, ZONES, parseDisplay, withDisplay } from './display.tsx';
import { parseAt, senselessAt, withAt } from './at.tsx';
import { parseFilter, toggleStatus, withFilter } from './filters.ts';
import {
  BY_NAME,
  INSTANCE_COLUMNS,
  nextInstanceSort,
  parseInstanceSort,
  withInstanceSort,
} from './instances.ts';
import { formatList, parseList } from './lists.ts';
import { MEMBER_TABS, apiPaths, memberTabOf, pagePaths } from './paths.ts';
import { memberApiPaths } from './member-paths.ts';
import { WORST_FIRST, firstSort, nextSort, parseSort, withSort } from './sort.ts';

/** What a browser makes of parameters on their way through the address bar. */
const throughAddressBar = (params: URLSearchParams): URLSearchParams =>
  new URL(`https://rollcall.example/?${params.toString()}`).searchParams;

const words = fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1 }));
const someParams = fc
  .dictionary(
    fc.constantFrom('q', 'view', 'activity', 'status', 'sort', 'columns', 'zone', 'theme', 'else'),
    fc.string(),
  )
  .map((entries) => new URLSearchParams(entries));

describe('round trips through the URL', () => {
  it('keeps any list of words', () => {
    fc.assert(
      fc.property(words, (list) => {
        expect(parseList(formatList(list))).toEqual(list);
      }),
    );
  });

  it('keeps any filter', () => {
    fc.assert(
      fc.property(someParams, fc.string({ unit: 'grapheme' }), words, (params, text, statuses) => {
        expect(parseFilter(throughAddressBar(withFilter(params, { text, statuses })))).toEqual({
          text,
          statuses,
        });
      }),
    );
  });

  it('keeps any sort', () => {
    const sorts = fc.record({ column: fc.constantFrom(...COLUMNS), descending: fc.boolean() });
    fc.assert(
      fc.property(someParams, fc.oneof(sorts, fc.constant(WORST_FIRST)), (params, sort) => {
        expect(parseSort(throughAddressBar(withSort(params, sort)))).toEqual(sort);
      }),
    );
  });

  it('keeps any choice of columns, in their own order and with the name', () => {
    fc.assert(
      fc.property(someParams, fc.shuffledSubarray([...COLUMNS]), (params, columns) => {
        const expected = COLUMNS.filter((column) => column === 'name' || columns.includes(column));
        expect(parseColumns(throughAddressBar(withColumns(params, columns)))).toEqual(expected);
      }),
    );
  });

  it('keeps any arrangement and any kind of activity', () => {
    const choices = fc.tuple(fc.constantFrom(...ARRANGEMENTS), fc.constantFrom(...ACTIVITY_FILTERS));
    fc.assert(
      fc.property(someParams, choices, (params, [arrangement, filter]) => {
        const kept = throughAddressBar(withActivity(withArrangement(params, arrangement), filter));
        expect(parseArrangement(kept)).toBe(arrangement);
        expect(parseActivity(kept)).toBe(filter);
      }),
    );
  });

  it('keeps any display', () => {
    const zones = Intl.supportedValuesOf('timeZone').filter((name) => name !== 'UTC');
    const displays = fc.record({
      zone: fc.oneof(fc.constantFrom(...ZONES), fc.constantFrom(...zones)),
      theme: fc.constantFrom(...THEMES),
    });
    fc.assert(
      fc.property(someParams, displays, (params, display) => {
        expect(parseDisplay(throughAddressBar(withDisplay(params, display)))).toEqual(display);
      }),
    );
  });

  it('keeps any moment', () => {
    const moments = fc.oneof(fc.constant('live' as const), fc.integer({ min: 0, max: 4e12 }));
    fc.assert(
      fc.property(someParams, moments, (params, at) => {
        const through = throughAddressBar(withAt(params, at));
        expect(parseAt(through)).toBe(at);
        expect(senselessAt(through)).toBeNull();
        expect(through.get('zone')).toBe(params.get('zone'));
      }),
    );
  });

  it('keeps any range, and any order of instances', () => {
    const sorts = fc.record({ column: fc.constantFrom(...INSTANCE_COLUMNS), descending: fc.boolean() });
    fc.assert(
      fc.property(someParams, fc.constantFrom(...CHART_RANGES), sorts, (params, range, sort) => {
        const asked = throughAddressBar(withChartRange(withInstanceSort(params, sort), range));
        expect(parseChartRange(asked)).toBe(range);
        expect(parseInstanceSort(asked)).toEqual(sort);
      }),
    );
  });

  it('leaves what belongs to others', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        const params = new URLSearchParams({ else: value, sort: 'name' });
        const changed = withColumns(
          withFilter(withDisplay(params, parseDisplay(params)), parseFilter(params)),
          ['url'],
        );
        expect(changed.get('else')).toBe(value);
        expect(changed.get('sort')).toBe('name');
      }),
    );
  });
});

describe('defaults', () => {
  it('leave no trace', () => {
    const dirty = new URLSearchParams('sort=-name&q=a&status=Offline&columns=url&zone=local&theme=dark&at=1');
    const clean = withDisplay(
      withColumns(withFilter(withSort(dirty, WORST_FIRST), { text: '', statuses: [] }), DEFAULT_COLUMNS),
      { zone: 'utc', theme: 'system' },
    );
    expect(withAt(clean, 'live').toString()).toBe('');
  });

  it.each(['sort=speed', 'sort=', 'sort=--name', 'zone=mars&theme=pink', 'sort=-'])(
    'stand in for wrong values: %s',
    (query) => {
      const params = new URLSearchParams(query);
      expect(parseSort(params)).toEqual(WORST_FIRST);
      expect(parseDisplay(params)).toEqual({ zone: 'utc', theme: 'system' });
      expect(parseInstanceSort(new URLSearchParams('sort=-seen&range=9h'))).toEqual(BY_NAME);
      expect(parseChartRange(new URLSearchParams('range=9h'))).toBe('hour');
    },
  );

  it.each(['at=yesterday', 'at=', 'at=1795000000000', 'at=2026-11-20T03:12:07', 'at=2026-13-20T03:12:07Z'])(
    'stand in for what is no moment, which is told: %s',
    (query) => {
      const params = new URLSearchParams(query);
      expect(parseAt(params)).toBe('live');
      expect(senselessAt(params)).toBe(query.slice('at='.length));
    },
  );

  it('ignore columns that there are not', () => {
    expect(parseColumns(new URLSearchParams('columns=moon,url,url'))).toEqual(['name', 'url']);
  });
});

describe('steps', () => {
  it('sorts up, down, and worst first again', () => {
    const up = nextSort(WORST_FIRST, 'seen');
    const down = nextSort(up, 'seen');
    expect([up, down, nextSort(down, 'seen'), nextSort(down, 'name')]).toEqual([
      { column: 'seen', descending: false },
      { column: 'seen', descending: true },
      WORST_FIRST,
      { column: 'name', descending: false },
    ]);
  });

  it('sorts instances up and down', () => {
    const down = nextInstanceSort(BY_NAME, 'name');
    expect([down, nextInstanceSort(down, 'name'), nextInstanceSort(down, 'status')]).toEqual([
      { column: 'name', descending: true },
      BY_NAME,
      { column: 'status', descending: false },
    ]);
  });

  it('sorts numbers with the most first', () => {
    const most = firstSort('memory');
    const least = nextSort(most, 'memory');
    expect([most, least, nextSort(least, 'memory')]).toEqual([
      { column: 'memory', descending: true },
      { column: 'memory', descending: false },
      WORST_FIRST,
    ]);
  });

  it('adds a status and takes it out again', () => {
    const none = { text: 'a', statuses: [] };
    const one = toggleStatus(none, 'Offline');
    expect(one).toEqual({ text: 'a', statuses: ['Offline'] });
    expect(toggleStatus(one, 'Offline')).toEqual(none);
  });
});

describe('paths', () => {
  it('keep the display, and escape names', () => {
    const paths = pagePaths({ zone: 'local', theme: 'dark' });
    expect([paths.home, paths.cluster('a/b'), paths.member('prod', 'ä?#%')]).toEqual([
      '/?zone=local&theme=dark',
      '/clusters/a%2Fb?zone=local&theme=dark',
      '/clusters/prod/members/%C3%A4%3F%23%25?zone=local&theme=dark',
    ]);
    expect(pagePaths({ zone: 'utc', theme: 'system' }).cluster('prod')).toBe('/clusters/prod');
  });

  it('keep the moment, but for the wall, which is of the present', () => {
    const paths = pagePaths({ zone: 'Europe/Berlin', theme: 'system' }, Date.UTC(2026, 10, 20, 3, 12, 7));
    const query = 'zone=Europe%2FBerlin&at=2026-11-20T03%3A12%3A07Z';
    expect([paths.home, paths.member('prod', 'a', 'raw'), paths.timeline('prod'), paths.wall()]).toEqual([
      `/?${query}`,
      `/clusters/prod/members/a/raw?${query}`,
      `/clusters/prod/timeline?${query}`,
      '/wall?zone=Europe%2FBerlin',
    ]);
  });

  it('ask the proxy for a moment', () => {
    const atMs = Date.UTC(2026, 10, 20, 3, 12, 7, 250);
    expect([apiPaths.cluster('a/b', atMs), memberApiPaths.series('prod', 'a', 'day', atMs)]).toEqual([
      '/api/clusters/a%2Fb?at=2026-11-20T03%3A12%3A07.250Z',
      '/api/clusters/prod/members/a/series?range=day&at=2026-11-20T03%3A12%3A07.250Z',
    ]);
    expect(apiPaths.clusters()).toBe('/api/clusters');
  });

  it('lead to the parts of a member, to the past and to the wall', () => {
    const paths = pagePaths({ zone: 'utc', theme: 'dark' });
    expect(MEMBER_TABS.map((tab) => paths.member('prod', 'a', tab))).toEqual([
      '/clusters/prod/members/a?theme=dark',
      '/clusters/prod/members/a/hardware?theme=dark',
      '/clusters/prod/members/a/instances?theme=dark',
      '/clusters/prod/members/a/storage?theme=dark',
      '/clusters/prod/members/a/events?theme=dark',
      '/clusters/prod/members/a/raw?theme=dark',
    ]);
    expect(
      MEMBER_TABS.map((tab) => memberTabOf(new URL(paths.member('a/b', 'c/d', tab), 'https://x').pathname)),
    ).toEqual(MEMBER_TABS);
    expect([paths.timeline('a/b'), paths.wall('a/b'), paths.wall()]).toEqual([
      '/clusters/a%2Fb/timeline?theme=dark',
      '/wall/a%2Fb?theme=dark',
      '/wall?theme=dark',
    ]);
  });

  it('name the clusters of a stream', () => {
    expect(apiPaths.stream([])).toBe('/api/stream');
    expect(apiPaths.stream(['a', 'b&c'])).toBe('/api/stream?cluster=a&cluster=b%26c');
  });
});
