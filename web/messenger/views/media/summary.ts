import { readContent, type Content, type Readable } from '../../../shared/index.ts';
import { texts } from '../../texts.ts';

/** A message in one line of words: what a list, a hit or a merged card shows of it. */
export function summaryOf(message: Readable): string {
  return lineOf(readContent(message));
}

function lineOf(content: Content): string {
  const { t } = texts.global;
  if (content.kind === 'text') return content.text;
  if (content.kind === 'link' || content.kind === 'news') return content.title ?? content.url;
  if (content.kind === 'merged') return `[${content.title || t('media.merged')}]`;
  const named = content.kind === 'card' && content.of === 'group' ? 'media.groupCard' : NAMES[content.kind];
  return `[${t(named)}] ${wordsIn(content)}`.trim();
}

const NAMES = {
  image: 'media.image',
  audio: 'media.sound',
  video: 'media.video',
  file: 'media.file',
  card: 'media.userCard',
  redpacket: 'media.packet',
  custom: 'media.unknown',
} as const;

function wordsIn(content: Content): string {
  if (content.kind === 'file' || content.kind === 'card') return content.name ?? '';
  return content.kind === 'redpacket' ? (content.memo ?? '') : '';
}
