import { z } from 'zod';
import { choice, id, rule, text } from '#validate';
import { done } from '../answer/done.ts';
import { joinState, room } from '../answer/join.ts';
import { lineOf } from '../text/visible.ts';
import { joinNote, paging } from './join.ts';

const name = { zh: '群名称', en: 'Name', max: 50, form: lineOf } as const;

/** GET /api/chat/rooms/:page */
export const listRooms = rule({
  zh: '公开群列表',
  en: 'List the public rooms',
  fields: {
    ...paging,
    joined: choice([0, 1], { zh: '是否已加入', en: 'Joined', in: 'query', optional: true }),
    keyword: text({ zh: '关键词', en: 'Keyword', in: 'query', max: 50, optional: true }),
  },
  answer: z.object({ list: z.array(room), more: z.boolean() }),
});

/** POST /api/chat/room/create */
export const createRoom = rule({
  zh: '创建公开群',
  en: 'Create a room',
  fields: { name: text(name) },
  answer: z.object({ id: z.int(), name: z.string() }),
});

/** POST /api/chat/room/join */
export const joinRoom = rule({
  zh: '按名称或群号加入公开群',
  en: 'Join a room by its number or its name',
  fields: {
    id: id({ zh: '群id', en: 'Room id', optional: true }),
    name: text({ ...name, optional: true }),
    note: joinNote,
  },
  answer: z.object({ id: z.int(), state: joinState }),
});

/** POST /api/chat/room/leave */
export const leaveRoom = rule({ zh: '退出公开群', en: 'Leave a room', fields: { id: id({ zh: '群id', en: 'Room id' }) }, answer: done });
