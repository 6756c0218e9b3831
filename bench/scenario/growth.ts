import type { Answer, Api } from '../../test/support/api.ts';
import { messageId } from '../../app/messaging/journal/message-id.ts';
import { CONVERSATIONS } from '../archive/archive.ts';
import { ask, type AskSample } from '../archive/ask.ts';
import { closeLibraries, openLibraries, type Library } from '../archive/library.ts';
import { assertSound } from '../load/fault.ts';
import { relayLoad, type RelaySample } from '../load/relay.ts';
import type { Cell, Report } from '../result/report.ts';
import type { Bench, Scenario } from './scenario.ts';

interface Measured {
  readonly target: string;
  /** Messages of the user. */
  readonly size: number;
  readonly newest: AskSample;
  readonly middle: AskSample;
  readonly list: AskSample;
  readonly sends: readonly RelaySample[];
}

const SIZES = [10_000, 100_000, 1_000_000];
const WARM = 100;
const REQUESTS = 150;
const WINDOW = 16;
/** A cost at the greatest size that is so many times that of the smallest is flat: machines are not quieter than that. */
const FLAT = 1.25;

/** The same work for users with more and more stored messages. */
export const growth: Scenario = {
  question: `Do a page of history, the list of conversations and a send cost the same when 10⁴, 10⁵ and 10⁶ messages are stored? Goal: the cost at 10⁶ ≤ ${FLAT} × that at 10⁴.`,
  defaults: { targets: ['foyer', 'foyer-stores'], pairs: 40, reps: 2, warm: 1, seconds: 1.5 },
  isPinned: true,
  async run(bench) {
    const measured: Measured[] = [];
    for (const size of SIZES) {
      const libraries = await openLibraries(bench, size);
      try {
        for (const library of libraries) {
          measured.push(await measure(bench, library, size));
          console.log(JSON.stringify(measured.at(-1)));
        }
      } finally {
        await closeLibraries(libraries);
      }
    }
    return report(bench, measured);
  },
};

async function measure({ options }: Bench, library: Library, size: number): Promise<Measured> {
  const { target, archive } = library;
  const page = (before?: string) => (api: Api) =>
    api.post('/api/chat/socket/getmessage', { chatType: 'single', peer_id: archive.largest.peer, ...(before && { before }) });
  const time = (request: (api: Api) => Promise<Answer>): Promise<AskSample> => best(library, options.reps, request);
  const newest = await time(page());
  const middle = await time(page(messageId(archive.middle)));
  const list = await time((api) => api.get('/api/chat/conversations'));
  const sends: RelaySample[] = [];
  for (let rep = 0; rep < options.reps; rep += 1) {
    const sample = await relayLoad({ ...options, target, window: WINDOW });
    assertSound(sample);
    sends.push(sample);
  }
  return { target: target.name, size, newest, middle, list, sends };
}

/** Every page is full: it holds so many messages or conversations. */
const PAGE = 50;

/** The least of each figure: what comes on top in one run is not the server's, which does the same in all. */
async function best({ target, owner }: Library, reps: number, request: (api: Api) => Promise<Answer>): Promise<AskSample> {
  const complaint = (data: unknown): string | undefined => {
    const { length } = (data as { list: readonly unknown[] }).list;
    return length === PAGE ? undefined : `a page of ${length}`;
  };
  const samples: AskSample[] = [];
  while (samples.length < reps) samples.push(await ask({ target, user: owner, warm: WARM / reps, count: REQUESTS, request, complaint }));
  const least = (key: keyof AskSample): number => Math.min(...samples.map((sample) => sample[key]));
  return {
    p50: least('p50'),
    p95: least('p95'),
    max: least('max'),
    cpu: least('cpu'),
    foreign: Math.max(...samples.map(({ foreign }) => foreign)),
  };
}

const PAGES = [
  ['newest', 'history, newest page'],
  ['middle', 'history, a page in the middle'],
  ['list', 'conversations, first page'],
] as const;

function report({ options }: Bench, measured: readonly Measured[]): Report {
  const names = [...new Set(measured.map(({ target }) => target))];
  const rows = names.flatMap((name) => rowsOf(measured.filter(({ target }) => target === name)));
  const over = rows.filter((cells) => Number(cells[RATIO]) > FLAT);
  const [largest = 0, smallest = 0] = [SIZES.at(-1), SIZES[0]];
  return {
    headings: ['what', 'server', 'figure', ...SIZES.map((size) => size.toLocaleString('en-US')), 'last : first'],
    rows,
    remarks: [
      `${largest.toLocaleString('en-US')} beside ${smallest.toLocaleString('en-US')} messages: ${over.length === 0 ? `every cost within ${FLAT} ×` : `above ${FLAT} ×: ${over.map(([what, server, figure]) => `${what}, ${figure} (${server})`).join('; ')}`}.`,
      `Messages of one user in ${CONVERSATIONS} conversations, with their terms; a tenth more of other people. Pages of ${PAGE} from the largest conversation, ${REQUESTS} requests each, one after the other, the better of ${options.reps} runs.`,
      `Sends: ${options.pairs} pairs whose conversations hold that tenth, ${WINDOW} outstanding, the better of ${options.reps} runs of ${options.seconds} s; what is sent stays stored.`,
      `Others used at most ${Math.max(...measured.flatMap(foreign)).toFixed(2)} cores meanwhile.`,
    ],
    samples: measured,
    passed: over.length === 0,
  };
}

function foreign({ newest, middle, list, sends }: Measured): number[] {
  return [newest, middle, list, ...sends].map((sample) => sample.foreign);
}

const RATIO = 3 + SIZES.length;

function rowsOf(measured: readonly Measured[]): Cell[][] {
  const [server = ''] = measured.map(({ target }) => target);
  const row = (what: string, figure: string, of: (one: Measured) => number | null): Cell[] => {
    const values = measured.map(of);
    return [what, server, figure, ...values, Number(values.at(-1)) / Number(values[0])];
  };
  const pages = PAGES.flatMap(([key, what]) => [
    row(what, 'p50 ms', (one) => one[key].p50),
    row(what, 'p95 ms', (one) => one[key].p95),
    row(what, 'CPU ms', (one) => one[key].cpu),
  ]);
  return [...pages, row('send', 'CPU µs', ({ sends }) => Math.min(...sends.map(({ perCpu }) => 1e6 / perCpu)))];
}
