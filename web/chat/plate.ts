import { readContent, type Content, type MergedContent, type Readable } from '../shared/content.ts';
import { hostOf } from '../shared/file-path.ts';
import { apart } from './apart.ts';
import { mergedTitleFor, nameFor } from './name.ts';

/** The words for what is no text, in the reader's language. */
export interface PlateWords {
  readonly language: string;
  readonly image: string;
  readonly audio: string;
  readonly video: string;
  readonly file: string;
  readonly link: string;
  readonly news: string;
  readonly userCard: string;
  readonly groupCard: string;
  readonly packet: string;
  readonly packetMemo: string;
  readonly packetNote: string;
  readonly merged: string;
  readonly unknown: string;
  /** `3 messages`. */
  readonly count: (n: number) => string;
}

/** What stands on a message that is neither words nor a file: a title, and what belongs to it. '' is nothing. */
export interface Plate {
  readonly title: string;
  readonly memo: string;
  /** What it is, or where it leads. */
  readonly foot: string;
  /** Where it leads: an address of the web. */
  readonly url: string;
  readonly picture: string;
  /** Of money, as a number is written. */
  readonly amount: string;
  /** The first of several. */
  readonly items: readonly string[];
}

/** Of several messages so many are shown. */
const FIRST = 4;
const BARE: Plate = { title: '', memo: '', foot: '', url: '', picture: '', amount: '', items: [] };

/** What to show of a link, an article, a card, a red packet, several messages, or of what is not known here. */
export function plateOf(content: Content, words: PlateWords): Plate {
  if (content.kind === 'link' || content.kind === 'news') return linkPlate(content, words);
  if (content.kind === 'merged') return mergedPlate(content, words);
  if (content.kind === 'card') {
    const foot = content.of === 'group' ? words.groupCard : words.userCard;
    return { ...BARE, title: content.name ?? `${foot} ${content.id}`, foot };
  }
  if (content.kind !== 'redpacket') return { ...BARE, title: words.unknown };
  const amount = new Intl.NumberFormat(words.language, { minimumFractionDigits: 2 }).format(content.amount / 100);
  return { ...BARE, title: content.memo || words.packetMemo, memo: words.packetNote, foot: words.packet, amount };
}

/** A message in one line of words. */
export function summaryOf(message: Readable, words: PlateWords): string {
  const content = readContent(message);
  if (content.kind === 'text') return content.text.replaceAll(/\s+/g, ' ');
  return `[${labelOf(content, words)}] ${detailOf(content, words)}`.trim();
}

function labelOf(content: Exclude<Content, { readonly kind: 'text' }>, words: PlateWords): string {
  if (content.kind === 'card') return content.of === 'group' ? words.groupCard : words.userCard;
  if (content.kind === 'redpacket') return words.packet;
  if (content.kind === 'merged') return mergedTitleOf(content, words);
  return content.kind === 'custom' ? words.unknown : words[content.kind];
}

function detailOf(content: Content, words: PlateWords): string {
  if (content.kind === 'file') return content.name ?? '';
  const hasPlate = content.kind === 'link' || content.kind === 'news' || content.kind === 'card' || content.kind === 'redpacket';
  return hasPlate ? plateOf(content, words).title : '';
}

function linkPlate(content: Extract<Content, { readonly kind: 'link' | 'news' }>, words: PlateWords): Plate {
  const { url, title, memo = '' } = content;
  const foot = hostOf(url);
  const picture = content.kind === 'news' ? (content.picture ?? '') : '';
  return { ...BARE, url, memo, foot, picture, title: title || foot || words.unknown };
}

function mergedPlate(content: MergedContent, words: PlateWords): Plate {
  const { items } = content;
  const shown = items.slice(0, FIRST).map(({ from_name: name, message }) => {
    const said = summaryOf(message, words);
    return name === '' ? said : `${apart(nameFor(name, words.language))}: ${said}`;
  });
  return { ...BARE, title: mergedTitleOf(content, words), foot: words.count(items.length), items: shown };
}

function mergedTitleOf({ title, isTrue }: MergedContent, words: PlateWords): string {
  return mergedTitleFor(title, { isTrue, language: words.language }) || words.merged;
}
