import { boxWithin, type Box } from './box.ts';
import type { Bytes } from './bytes.ts';
import { blank, type Edit } from './edit.ts';

/** A table of numbers of 32 or 64 bits, behind its version and its count. */
interface Table {
  readonly count: number;
  readonly at: number;
}

/** Where a track keeps what it shows, as changes that blank it: a track that is taken away leaves nothing behind. */
export async function samplesOf(bytes: Bytes, track: Box): Promise<Edit[]> {
  const table = await descend(bytes, track, ['mdia', 'minf', 'stbl']);
  if (!table) return [];
  const [sizes, runs, places, wide] = await Promise.all(['stsz', 'stsc', 'stco', 'co64'].map((type) => boxWithin(bytes, table, { type })));
  const chunks = places ?? wide;
  if (!sizes || !runs || !chunks) return [];
  const width = places ? 4 : 8;
  const sizeOf = await sizer(bytes, sizes);
  const perChunk = await counter(bytes, runs);
  const { count, at } = await tableOf(bytes, chunks, { skip: 4, width });
  const edits: Edit[] = [];
  let sample = 0;
  for (let chunk = 0; chunk < count; chunk += 1) {
    const place = await numberAt(bytes, at + chunk * width, width);
    const length = await sizeOf(sample, (sample += await perChunk(chunk + 1)));
    if (place < bytes.size) edits.push(blank(place, Math.min(length, bytes.size - place)));
  }
  return edits;
}

async function descend(bytes: Bytes, box: Box, path: readonly string[]): Promise<Box | undefined> {
  let found: Box | undefined = box;
  for (const type of path) found = found && (await boxWithin(bytes, found, { type }));
  return found;
}

/** Bytes of samples from one number to another (exclusive): all are as long as each other, or a table says it. */
async function sizer(bytes: Bytes, { from, end }: Box): Promise<(first: number, last: number) => Promise<number>> {
  const each = await numberAt(bytes, from + 4, 4);
  if (each !== 0) return async (first, last) => each * (last - first);
  const { count, at } = await tableOf(bytes, { from, end }, { skip: 8, width: 4 });
  return async (first, last) => {
    let sum = 0;
    for (let sample = first; sample < Math.min(last, count); sample += 1) sum += await numberAt(bytes, at + sample * 4, 4);
    return sum;
  };
}

/** How many samples a chunk has, asked in their order: each run of chunks has its number, until the next run begins. */
async function counter(bytes: Bytes, { from, end }: Box): Promise<(chunk: number) => Promise<number>> {
  const { count, at } = await tableOf(bytes, { from, end }, { skip: 4, width: 12 });
  let run = 0;
  return async (chunk) => {
    while (run + 1 < count && (await numberAt(bytes, at + (run + 1) * 12, 4)) <= chunk) run += 1;
    return numberAt(bytes, at + run * 12 + 4, 4);
  };
}

/** Never more rows than the box has room for, whatever it says. */
async function tableOf(
  bytes: Bytes,
  { from, end }: Pick<Box, 'from' | 'end'>,
  { skip, width }: { readonly skip: number; readonly width: number },
): Promise<Table> {
  const at = from + skip + 4;
  const count = await numberAt(bytes, from + skip, 4);
  return { count: Math.max(0, Math.min(count, Math.floor((end - at) / width))), at };
}

async function numberAt(bytes: Bytes, at: number, width: number): Promise<number> {
  const part = await bytes.read(at, width);
  if (part.length < width) return 0;
  return width === 8 ? Number(part.readBigUInt64BE()) : part.readUInt32BE();
}
