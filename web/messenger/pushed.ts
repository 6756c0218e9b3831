import { apart } from '../chat/apart.ts';
import { nameFor } from '../chat/name.ts';

/** What the server pushes: where it leads, who said it, and what. */
export interface PushContent {
  /** The name of the conversation's kind. */
  readonly kind: string;
  readonly id: number;
  readonly title: string;
  /** The sender's name in a group, else ''. */
  readonly from: string;
  readonly type: string;
  /** The beginning of a text, else ''. */
  readonly text: string;
}

const WORDS: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  image: ['[图片]', '[Picture]'],
  audio: ['[语音]', '[Voice message]'],
  video: ['[视频]', '[Video]'],
  file: ['[文件]', '[File]'],
  link: ['[链接]', '[Link]'],
  news: ['[图文]', '[Article]'],
  card: ['[名片]', '[Card]'],
  redpacket: ['[红包]', '[Red packet]'],
  emoji: ['[表情]', '[Emoji]'],
  iconMenus: ['[表情]', '[Emoji]'],
};

const KIND = /^[a-z]{1,10}$/;

/** Whether something is a push of ours. */
export function isPushed(value: unknown): value is PushContent {
  if (typeof value !== 'object' || value === null || !('kind' in value) || !('id' in value) || !('title' in value)) return false;
  return typeof value.kind === 'string' && KIND.test(value.kind) && typeof value.id === 'number' && typeof value.title === 'string';
}

/** The address of its conversation, below /app. */
export function pathOf({ kind, id }: PushContent): string {
  return `/conversations/${kind}/${id}`;
}

/** What it is called: a group's name, or who wrote. */
export function titleOf({ kind, title }: PushContent, language: string): string {
  return kind === 'group' ? title : nameFor(title, languageOf(language));
}

/** What a notification says; a worker knows the browser's language only. */
export function wordsOf({ from, type, text }: PushContent, language: string): string {
  const [zh, en] = WORDS[type] ?? ['[新消息]', '[New message]'];
  const word = languageOf(language) === 'zh' ? zh : en;
  const words = type === 'text' ? text : word;
  return from ? `${apart(nameFor(from, languageOf(language)))}: ${words}` : words;
}

function languageOf(locale: string): string {
  return locale.startsWith('zh') ? 'zh' : 'en';
}
