import { apart } from './apart.ts';

/** Names that the server gives, in its own language and to nobody else: who reads them decides in which one. */
const NAMES: Readonly<Record<string, string>> = {
  客服: 'Support',
  已注销用户: 'Deleted account',
  聊天记录: 'Chat history',
  群聊的聊天记录: 'Chat history of a group',
};
const VISITOR = /^访客(?=\d{6}$)/;
const OF_TWO = /^(.+)和(.+)的聊天记录$/;

/** A name as a reader of this language has it; what a person chose stays as it is. */
export function nameFor(name: string, language: string): string {
  if (language === 'zh') return name;
  return Object.hasOwn(NAMES, name) ? (NAMES[name] ?? name) : name.replace(VISITOR, 'Visitor ');
}

/** The title of messages that were handed on as one; the server's own only, which `isTrue` says. */
export function mergedTitleFor(title: string, { language, isTrue }: { readonly language: string; readonly isTrue: boolean }): string {
  if (!isTrue) return title;
  const two = OF_TWO.exec(title);
  if (!two) return nameFor(title, language);
  const [one, other] = two.slice(1).map((name) => apart(nameFor(name, language)));
  return language === 'zh' ? `${one}和${other}的聊天记录` : `Chat history of ${one} and ${other}`;
}
