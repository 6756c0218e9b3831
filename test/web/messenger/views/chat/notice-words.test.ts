import assert from 'node:assert/strict';
import { chat } from '../../../../../web/i18n/chat.ts';
import { noticeWords } from '../../../../../web/messenger/views/chat/notice-words.ts';
import type { Notice, Person } from '../../../../../web/shared/index.ts';

const [ann, bob] = ['ann', 'bob'].map((name, index): Person => ({ id: index + 1, name, avatar: '' })) as [Person, Person, Person];
const group = { id: 9, name: 'Tea', avatar: '' };
const TEXTS: Readonly<Record<'zh' | 'en', Readonly<Record<string, string>>>> = chat;

function words(notice: Notice, me: number, locale: 'zh' | 'en'): string {
  const t = (name: string, values: Record<string, string> = {}): string =>
    (TEXTS[locale][name.replace('chat.', '')] ?? '').replaceAll(/\{(\w+)\}/g, (_, key: string) => values[key] ?? '');
  return noticeWords(notice, { t, locale, nameOf: ({ name }) => name, me });
}

/** A notice, and what the first, the second and somebody else read of it, in English and Chinese. */
const TOLD: readonly (readonly [Notice, ...(readonly [en: string, zh: string])[]])[] = [
  [{ kind: 'group_created', by: ann }, ['You made this group', '您创建了群聊'], ['ann made this group', 'ann 创建了群聊']],
  [{ kind: 'group_dissolved', by: ann }, ['You dissolved the group', '您解散了群聊'], ['ann dissolved the group', 'ann 解散了群聊']],
  [{ kind: 'group_left', by: ann }, ['You left the group', '您退出了群聊'], ['ann left the group', 'ann 退出了群聊']],
  [
    { kind: 'group_renamed', by: ann, name: 'Tea' },
    ['You renamed the group to “Tea”', '您将群名称改为“Tea”'],
    ['ann renamed the group to “Tea”', 'ann 将群名称改为“Tea”'],
  ],
  [
    { kind: 'group_announced', by: ann, remark: 'at five' },
    ['You announced: at five', '您发布了群公告：at five'],
    ['ann announced: at five', 'ann 发布了群公告：at five'],
  ],
  [
    { kind: 'group_transferred', by: ann, owner: bob },
    ['You made bob the owner', '您将群主转让给 bob'],
    ['ann made you the owner', 'ann 将群主转让给您'],
    ['ann made bob the owner', 'ann 将群主转让给 bob'],
  ],
  [
    { kind: 'group_admin', by: ann, user: bob, isAdmin: true },
    ['You made bob an admin', '您将 bob 设为管理员'],
    ['ann made you an admin', 'ann 将您设为管理员'],
    ['ann made bob an admin', 'ann 将 bob 设为管理员'],
  ],
  [
    { kind: 'group_admin', by: ann, user: bob, isAdmin: false },
    ['You took the admin role from bob', '您取消了 bob 的管理员'],
    ['ann took the admin role from you', 'ann 取消了您的管理员'],
  ],
  [
    { kind: 'group_joined', by: ann, user: ann, inviter: null, how: 'self' },
    ['You joined the group', '您加入了群聊'],
    ['ann joined the group', 'ann 加入了群聊'],
  ],
  [
    { kind: 'group_joined', by: ann, user: bob, inviter: ann, how: 'invitation' },
    ['You invited bob', '您邀请 bob 加入了群聊'],
    ['ann invited you', 'ann 邀请您加入了群聊'],
    ['ann invited bob', 'ann 邀请 bob 加入了群聊'],
  ],
  [
    { kind: 'group_joined', by: bob, user: bob, inviter: ann, how: 'code' },
    ['bob joined by your code', 'bob 通过您的二维码加入了群聊'],
    ['You joined by ann’s code', '您通过 ann 的二维码加入了群聊'],
    ['bob joined by ann’s code', 'bob 通过 ann 的二维码加入了群聊'],
  ],
  [{ kind: 'group_muted', by: ann, user: bob, until: 0 }, ['You muted bob', '您禁言了 bob'], ['ann muted you', 'ann 禁言了您']],
  [
    { kind: 'group_muted', by: ann, user: bob, until: null },
    ['You unmuted bob', '您解除了 bob 的禁言'],
    ['ann unmuted you', 'ann 解除了您的禁言'],
  ],
  [
    { kind: 'group_muted', by: ann, user: null, until: 0 },
    ['You muted everyone', '您开启了全员禁言'],
    ['ann muted everyone', 'ann 开启了全员禁言'],
  ],
  [
    { kind: 'group_applied', applicant: { ...bob, role: 'user' }, application: 1, group, inviter: ann, note: '' },
    ['You invited bob to “Tea”: waiting for an answer', '您邀请 bob 加入群聊“Tea”，等待处理'],
    ['ann invited you to “Tea”: waiting for an answer', 'ann 邀请您加入群聊“Tea”，等待处理'],
  ],
  [
    { kind: 'group_applied', applicant: { ...bob, role: 'user' }, application: 1, group, inviter: ann, how: 'code', note: '' },
    ['bob asked to join “Tea” by your code', 'bob 通过您的二维码申请加入群聊“Tea”'],
    ['You asked to join “Tea” by ann’s code', '您通过 ann 的二维码申请加入群聊“Tea”'],
    ['bob asked to join “Tea” by ann’s code', 'bob 通过 ann 的二维码申请加入群聊“Tea”'],
  ],
];

describe('web/messenger: notices in words', () => {
  for (const [notice, ...told] of TOLD)
    it(`G54 speak to whom they are about: ${told[0]?.[0]}`, () => {
      for (const [index, [en, zh]] of told.entries()) {
        assert.equal(words(notice, index + 1, 'en'), en);
        assert.equal(words(notice, index + 1, 'zh'), zh);
      }
    });

  it('G54 leave names alone that look like a pronoun', () => {
    assert.equal(words({ kind: 'group_left', by: { id: 5, name: '您 好', avatar: '' } }, 1, 'zh'), '您 好 退出了群聊');
  });
});
