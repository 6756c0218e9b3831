import { bigEndian, box, littleEndian, riff, riffChunk } from './container.ts';
import { SECRET } from './tagged-picture.ts';

/** The formats of films and sounds that are made here, and their types. */
export const FILMS = {
  'an MP4': 'video/mp4',
  'a MOV': 'video/quicktime',
  'a 3GP': 'video/3gpp',
  'a voice of MP4': 'audio/mp4',
  'an MP4 in fragments': 'video/mp4',
  'a JPEG 2000': 'image/jp2',
  'a JPEG XL': 'image/jxl',
  'a WebM': 'video/webm',
  'a recorded WebM': 'video/webm',
  'a Matroska': 'video/matroska',
  'an AVI': 'video/vnd.avi',
  'an Ogg': 'audio/ogg',
  'an Ogg behind another': 'audio/ogg',
  'an Ogg of Vorbis': 'audio/ogg',
  'an Ogg of Speex': 'audio/ogg',
  'an Ogg of FLAC': 'audio/ogg',
  'an Ogg of Theora': 'video/ogg',
  'an MP3': 'audio/mpeg',
  'an AAC': 'audio/aac',
  'a FLAC': 'audio/flac',
  'a WAV': 'audio/wav',
} as const;

/** What is seen or heard: it must stay, where it stands. */
export const SEEN = Buffer.from('what is seen or heard. '.repeat(20));

/** A film or a sound, or a picture that is not decoded here, that tells of its camera in every place that its format has. */
export function taggedFilm(name: keyof typeof FILMS): Buffer {
  return MAKERS[name]();
}

const MAKERS: Readonly<Record<keyof typeof FILMS, () => Buffer>> = {
  'an MP4': () => movie('isom'),
  'a MOV': () => movie('qt  '),
  'a 3GP': () => movie('3gp5'),
  'a voice of MP4': () => movie('isom'),
  'an MP4 in fragments': fragments,
  'a JPEG 2000': jpeg2000,
  'a JPEG XL': jpegXl,
  'a WebM': () => matroska('webm', false),
  'a recorded WebM': () => matroska('webm', true),
  'a Matroska': () => matroska('matroska', false),
  'an AVI': avi,
  'an Ogg': ogg,
  'an Ogg behind another': () => Buffer.concat([ogg(), ogg()]),
  'an Ogg of Vorbis': () => codec('\x01vorbis', [comment('\x03vorbis', '\x01')]),
  'an Ogg of Speex': () => codec('Speex   ', [comment('')]),
  'an Ogg of FLAC': () => codec('\x7fFLAC', [comment('\x04\0\0\x49'), Buffer.from(`\x86\0\0\x1b${SECRET}`, 'latin1')]),
  'an Ogg of Theora': () => codec('\x80theora', [comment('\x81theora')]),
  'an MP3': () => Buffer.concat([id3(), id3(), FRAME, SEEN, Buffer.from(`TAG${SECRET}`.padEnd(128, '\0'))]),
  'an AAC': () => Buffer.concat([id3(), Buffer.from([0xff, 0xf1, 0x50, 0x80]), SEEN]),
  'a FLAC': flac,
  'a WAV': wav,
};

/** How a frame of an MP3 begins. */
const FRAME = Buffer.from([0xff, 0xfb, 0x90, 0x64]);

/** A track of one chunk; where that lies is told once all lengths are known. */
function track(id: number, handler: string, { place, length }: { readonly place: number; readonly length: number }): Buffer {
  const times = Buffer.from('SECRETIM');
  const sample = box(
    'avc1',
    Buffer.alloc(8),
    Buffer.alloc(4),
    Buffer.from('Secr'),
    Buffer.alloc(26),
    Buffer.from(SECRET.padEnd(32).slice(0, 32)),
    Buffer.alloc(4),
  );
  const tables = [
    box('stsd', bigEndian(0), bigEndian(1), sample),
    box('stsc', bigEndian(0), bigEndian(1), bigEndian(1), bigEndian(1), bigEndian(1)),
    box('stsz', bigEndian(0), bigEndian(0), bigEndian(1), bigEndian(length)),
    box('stco', bigEndian(0), bigEndian(1), bigEndian(place)),
  ];
  const named = box('hdlr', bigEndian(0), bigEndian(0), Buffer.from(handler), Buffer.alloc(12), Buffer.from(`${SECRET}\0`));
  const media = box(
    'mdia',
    box('mdhd', bigEndian(0), times, Buffer.alloc(8)),
    named,
    box('minf', box('vmhd', Buffer.alloc(12)), box('stbl', ...tables)),
  );
  const told = [box('udta', box('name', Buffer.from(SECRET))), box('meta', Buffer.from(SECRET))];
  return box('trak', box('tkhd', bigEndian(7), times, bigEndian(id), Buffer.alloc(64)), media, ...told);
}

/** A film with a track that is seen and one that says where the camera was. */
function movie(brand: string): Buffer {
  const places = Buffer.from(`52.5,13.4 ${SECRET}`);
  const told = [
    box('udta', box('\u00a9xyz', Buffer.from(`+52.5+013.4/${SECRET}`)), box('meta', Buffer.from(SECRET))),
    box('meta', box('keys', Buffer.from(SECRET))),
  ];
  const make = (start: number): Buffer[] => [
    box('ftyp', Buffer.from(brand), bigEndian(512), Buffer.from(brand)),
    box('free', Buffer.from(SECRET)),
    box('uuid', Buffer.alloc(16, 9), Buffer.from(SECRET)),
    box(
      'moov',
      box('mvhd', bigEndian(0), Buffer.from('SECRETIM'), Buffer.alloc(88)),
      track(1, 'vide', { place: start, length: SEEN.length }),
      track(2, 'meta', { place: start + SEEN.length, length: places.length }),
      ...told,
    ),
    box('mdat', SEEN, places),
  ];
  const before = Buffer.concat(make(0).slice(0, -1)).length + 8;
  return Buffer.concat(make(before));
}

/** As it is recorded live, or sent in parts. */
function fragments(): Buffer {
  const secret = Buffer.from(SECRET);
  const fragment = box('traf', box('tfhd', bigEndian(0), bigEndian(1)), box('uuid', secret), box('trun', bigEndian(0), bigEndian(1)));
  return Buffer.concat([
    box('ftyp', Buffer.from('iso5'), bigEndian(512), Buffer.from('iso5')),
    box('moov', box('mvhd', bigEndian(0), Buffer.from('SECRETIM'), Buffer.alloc(88)), track(1, 'vide', { place: 0, length: 0 })),
    box('emsg', secret),
    box('moof', box('mfhd', bigEndian(0), bigEndian(1)), fragment, box('udta', secret)),
    box('mdat', SEEN),
  ]);
}

function jpeg2000(): Buffer {
  const secret = Buffer.from(SECRET);
  const head = box('jp2h', box('ihdr', Buffer.alloc(14, 1)));
  const brand = box('ftyp', Buffer.from('jp2 '), bigEndian(0), Buffer.from('jp2 '));
  return Buffer.concat([
    box('jP  ', SIGNATURE),
    brand,
    head,
    box('uuid', Buffer.alloc(16, 9), secret),
    box('xml ', secret),
    box('jp2c', SEEN),
  ]);
}

function jpegXl(): Buffer {
  const secret = Buffer.from(SECRET);
  const brand = box('ftyp', Buffer.from('jxl '), bigEndian(0), Buffer.from('jxl '));
  return Buffer.concat([box('JXL ', SIGNATURE), brand, box('Exif', bigEndian(0), secret), box('xml ', secret), box('jxlc', SEEN)]);
}

/** What shows that a transfer has changed no end of a line. */
const SIGNATURE = Buffer.from([0x0d, 0x0a, 0x87, 0x0a]);

function element(id: number, content: Buffer, isOpen = false): Buffer {
  const idBytes = Buffer.from(id.toString(16), 'hex');
  const size = isOpen ? Buffer.from('01ffffffffffffff', 'hex') : Buffer.concat([Buffer.from([0x08]), bigEndian(content.length)]);
  return Buffer.concat([idBytes, size, content]);
}

/** Live, neither its segment nor its clusters know their length. */
function matroska(kind: string, isLive: boolean): Buffer {
  const head = element(0x1a45dfa3, element(0x4282, Buffer.from(kind)));
  const secret = Buffer.from(SECRET);
  const info = element(
    0x1549a966,
    Buffer.concat([0x4d80, 0x5741, 0x7ba9, 0x7384].map((id) => element(id, secret)).concat(element(0x4461, Buffer.from('SECRETIM')))),
  );
  const tracks = element(
    0x1654ae6b,
    element(0xae, Buffer.concat([element(0xd7, bigEndian(1, 1)), element(0x536e, secret), element(0x86, Buffer.from('V_VP8'))])),
  );
  const cluster = element(
    0x1f43b675,
    Buffer.concat([element(0xe7, bigEndian(0, 1)), element(0xa3, Buffer.concat([Buffer.from([0x81, 0, 0, 0x80]), SEEN]))]),
    isLive,
  );
  const tags = element(0x1254c367, element(0x7373, element(0x67c8, element(0x4487, secret))));
  const attachments = element(0x1941a469, secret);
  return Buffer.concat([head, element(0x18538067, Buffer.concat([info, tracks, cluster, tags, attachments]), isLive)]);
}

function avi(): Buffer {
  const list = (name: string, ...chunks: readonly Buffer[]): Buffer => riffChunk('LIST', Buffer.concat([Buffer.from(name), ...chunks]));
  const secret = Buffer.from(SECRET);
  const stream = list(
    'strl',
    riffChunk('strh', Buffer.alloc(56)),
    riffChunk('strf', Buffer.alloc(40)),
    riffChunk('strd', secret),
    riffChunk('strn', secret),
  );
  return riff(
    'AVI ',
    list('hdrl', riffChunk('avih', Buffer.alloc(56)), stream, riffChunk('IDIT', secret)),
    list('INFO', riffChunk('ISFT', secret)),
    list('movi', riffChunk('00dc', SEEN)),
  );
}

function wav(): Buffer {
  const secret = Buffer.from(SECRET);
  const list = Buffer.concat([Buffer.from('INFO'), riffChunk('IART', secret)]);
  return riff(
    'WAVE',
    riffChunk('fmt ', Buffer.alloc(16, 1)),
    riffChunk('LIST', list),
    riffChunk('data', SEEN),
    riffChunk('bext', secret),
    riffChunk('id3 ', secret),
  );
}

function id3(): Buffer {
  const frame = Buffer.concat([Buffer.from('TPE1'), bigEndian(SECRET.length + 1), Buffer.alloc(3), Buffer.from(SECRET)]);
  return Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\0'), bigEndian(frame.length, 1), frame]);
}

function flac(): Buffer {
  const block = (kind: number, data: Buffer): Buffer => Buffer.concat([bigEndian(kind, 1), bigEndian(data.length, 3), data]);
  const secret = Buffer.from(SECRET);
  return Buffer.concat([
    Buffer.from('fLaC'),
    block(0, Buffer.alloc(34)),
    block(4, secret),
    block(6, secret),
    block(0x80 | 2, secret),
    SEEN,
  ]);
}

/** Opus: its head, its tags over two pages since a picture of 300 bytes is among them, and its sound. The checksums are not looked at here. */
function ogg(): Buffer {
  const long = Buffer.concat([Buffer.from(`METADATA_BLOCK_PICTURE=${SECRET}`), Buffer.alloc(300, 65)]);
  const tags = Buffer.concat([Buffer.from('OpusTags'), text(SECRET), text(1), text(long)]);
  return Buffer.concat([
    oggPage(0x02, [Buffer.concat([Buffer.from('OpusHead'), Buffer.alloc(11, 1)])]),
    oggPage(0, [tags.subarray(0, 255)]),
    oggPage(0x01, [tags.subarray(255)]),
    oggPage(0, [SEEN.subarray(0, 200)]),
    oggPage(0x04, [SEEN]),
  ]);
}

/** A stream of another codec: its head, what tells, its sound. */
function codec(head: string, told: readonly Buffer[]): Buffer {
  const first = Buffer.concat([Buffer.from(head, 'latin1'), Buffer.alloc(30, 1)]);
  return Buffer.concat([oggPage(0x02, [first]), oggPage(0, told), oggPage(0x04, [SEEN])]);
}

/** The maker and one tag, between bytes of the codec. */
function comment(begins: string, ends = ''): Buffer {
  return Buffer.concat([Buffer.from(begins, 'latin1'), text(SECRET), text(1), text(`ARTIST=${SECRET}`), Buffer.from(ends, 'latin1')]);
}

/** A text behind its length, or a number as such a length is written. */
function text(value: Buffer | string | number): Buffer {
  if (typeof value === 'number') return littleEndian(value);
  const bytes = Buffer.from(value);
  return Buffer.concat([text(bytes.length), bytes]);
}

function oggPage(flags: number, packets: readonly Buffer[]): Buffer {
  const parts = packets.flatMap(({ length }) => [
    ...Array.from({ length: Math.floor(length / 255) }, () => 255),
    ...(length === 255 ? [] : [length % 255]),
  ]);
  const head = Buffer.concat([
    Buffer.from('OggS\0'),
    bigEndian(flags, 1),
    Buffer.alloc(8),
    bigEndian(7),
    Buffer.alloc(8),
    bigEndian(parts.length, 1),
  ]);
  return Buffer.concat([head, Buffer.from(parts), ...packets]);
}
