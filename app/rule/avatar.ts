import { media, rule, text } from '#validate';

/** GET /avatar/:name */
export const showAvatar = rule({
  zh: '默认头像',
  en: 'Draw an avatar for a user, a group or the system without a picture',
  in: 'path',
  fields: { name: text({ zh: '名称', en: 'Name: user-42.svg, group-17.svg, system.svg', max: 40 }) },
  answer: media('image/svg+xml'),
});
