import type { Bytes } from './bytes.ts';
import { blank, put, type Edit } from './edit.ts';

const ID3 = 10;
/** Bytes of the tag at the end of an old MP3. */
const ID3V1 = 128;
const APE = 32;
/** Bytes before the blocks of a FLAC. */
const SIGNATURE = 4;

/** Kinds of FLAC's blocks; all but these are padding. */
const FLAC = { stream: 0, padding: 1, seek: 3 };

/** The tags before and behind the frames of MP3 and AAC, in place: players skip zeros. */
export async function scanFrames(bytes: Bytes): Promise<Edit[]> {
  return [...(await leadingTags(bytes)), ...(await trailingTags(bytes))];
}

/** Every block of a FLAC that is not about its samples, pictures among them, in place. */
export async function scanFlac(bytes: Bytes): Promise<Edit[]> {
  const edits = await leadingTags(bytes);
  const { at: last = 0, length: tag = 0 } = edits.at(-1) ?? {};
  for (let at = last + tag + SIGNATURE, isLast = false; !isLast;) {
    const head = await bytes.read(at, 4);
    if (head.length < 4) return edits;
    const [flags = 0] = head;
    isLast = (flags & 0x80) !== 0;
    const kind = flags & 0x7f;
    const length = Math.min(head.readUIntBE(1, 3), bytes.size - at - 4);
    if (kind !== FLAC.stream && kind !== FLAC.seek)
      edits.push(put(at, Buffer.from([(flags & 0x80) | FLAC.padding])), blank(at + 4, length));
    at += 4 + length;
  }
  return edits;
}

/** Their frames become padding, whatever version they are of. */
async function leadingTags(bytes: Bytes): Promise<Edit[]> {
  const edits: Edit[] = [];
  for (let at = 0; ;) {
    const head = await bytes.read(at, ID3);
    if (head.length < ID3 || head.toString('latin1', 0, 3) !== 'ID3') return edits;
    const length = head.subarray(6).reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0);
    const from = at + ID3;
    // Neither an extended header nor a footer is there any more.
    edits.push(put(at + 5, Buffer.from([0])), blank(from, Math.min(length, bytes.size - from)));
    at = from + length;
  }
}

async function trailingTags(bytes: Bytes): Promise<Edit[]> {
  const old = Math.max(0, bytes.size - ID3V1);
  const hasOld = (await bytes.read(old, 3)).toString('latin1') === 'TAG';
  const end = hasOld ? old : bytes.size;
  const foot = await bytes.read(Math.max(0, end - APE), APE);
  const hasApe = foot.length === APE && foot.toString('latin1', 0, 8) === 'APETAGEX';
  const length = hasApe ? Math.min(end, foot.readUInt32LE(12) + APE) : 0;
  return [blank(end - length, length), blank(end, bytes.size - end)].filter((edit) => edit.length > 0);
}
