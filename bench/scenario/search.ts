import type { Answer, Api } from '../../test/support/api.ts';
import { CONVERSATIONS } from '../archive/archive.ts';
import { ask, type AskSample } from '../archive/ask.ts';
import { KINDS, type Kind } from '../archive/keyword.ts';
import { closeLibraries, openLibraries, type Library } from '../archive/library.ts';
import type { Report } from '../result/report.ts';
import type { Bench, Scenario } from './scenario.ts';

interface Measured extends AskSample {
  readonly target: string;
  readonly kind: string;
  readonly scope: string;
  readonly requests: number;
  /** Hits per answer. */
  readonly hits: number;
}

interface Page {
  readonly list: readonly unknown[];
  readonly more: boolean;
  readonly partial: boolean;
}

const GOAL = 100;
const WARM = 20;
const REQUESTS = 100;

/** Words are looked for among all that a user ever wrote and was written. */
export const search: Scenario = {
  question: `How soon is a page of hits there, among a million messages of one user? Goal: p95 ≤ ${GOAL} ms for every kind of keyword, on SQLite and on MariaDB.`,
  defaults: { targets: ['foyer', 'foyer-stores'], count: 1_000_000, pairs: 40 },
  isPinned: true,
  async run(bench) {
    const libraries = await openLibraries(bench, bench.options.count);
    try {
      const measured: Measured[] = [];
      for (const library of libraries) measured.push(...(await measureAll(library)));
      return report(bench, libraries, measured);
    } finally {
      await closeLibraries(libraries);
    }
  },
};

async function measureAll(library: Library): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const kind of KINDS) {
    for (const conversation of [undefined, library.archive.largest.id]) {
      measured.push(await measure(library, kind, conversation));
      console.log(JSON.stringify(measured.at(-1)));
    }
  }
  return measured;
}

async function measure({ target, owner }: Library, kind: Kind, conversation: number | undefined): Promise<Measured> {
  let hits = 0;
  const request = (api: Api, number: number): Promise<Answer> =>
    api.post('/api/chat/search', { keyword: kind.keyword(number), ...(conversation !== undefined && { conversation }) });
  const complaint = (data: unknown): string | undefined => {
    const { list, partial } = data as Page;
    hits += list.length;
    if (partial) return 'not everything was looked through';
    return !kind.isThere && list.length > 0 ? 'found what is not there' : undefined;
  };
  const sample = await ask({ target, user: owner, warm: WARM, count: REQUESTS, request, complaint });
  if (kind.isThere && hits === 0) throw new Error(`${kind.name}: nothing was found`);
  const scope = conversation === undefined ? 'all' : 'largest';
  return { target: target.name, kind: kind.name, scope, requests: REQUESTS, hits: hits / (REQUESTS + WARM), ...sample };
}

function report({ options }: Bench, libraries: readonly Library[], measured: readonly Measured[]): Report {
  const missed = measured.filter(({ p95 }) => p95 > GOAL);
  const [{ archive } = { archive: null }] = libraries;
  return {
    headings: ['keyword', 'conversations', 'server', 'hits', 'p50 ms', 'p95 ms', 'max ms', 'CPU ms', 'p95 : goal'],
    rows: measured.map((one) => [one.kind, one.scope, one.target, one.hits, one.p50, one.p95, one.max, one.cpu, one.p95 / GOAL]),
    remarks: [
      `${REQUESTS} requests each over HTTP, one after the other, pages of 20; hits are the mean of a page. Goal of ${GOAL} ms: ${missed.length === 0 ? 'reached by all' : `missed by ${missed.map(({ kind, scope, target }) => `${kind} (${scope}, ${target})`).join('; ')}`}.`,
      `${options.count.toLocaleString('en-US')} messages in ${CONVERSATIONS} conversations of the user, ${archive?.largest.messages.toLocaleString('en-US')} in the largest, ${archive?.messages.toLocaleString('en-US')} with those of other people.`,
      `Others used at most ${Math.max(...measured.map(({ foreign }) => foreign)).toFixed(2)} cores meanwhile.`,
    ],
    samples: measured,
    passed: missed.length === 0,
  };
}
