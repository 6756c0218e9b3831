import { rule, text } from '#validate';

/** POST /api/chat/socket/upload: the file is read by the action itself, as it streams in. */
export const upload = rule({ zh: '上传文件', en: 'Upload a file: multipart, field `file`', fields: {} });

/** POST /api/chat/upload/link */
export const signLink = rule({
  zh: '获取文件链接',
  en: 'A signed address of a file that I may open',
  fields: { url: text({ zh: '文件地址', en: 'Address or uuid', max: 1000 }) },
});

/** GET /uploads/:name */
export const openUpload = rule({
  zh: '打开文件',
  en: 'A file, by a signed address or a token',
  in: 'path',
  fields: {
    name: text({ zh: '文件名', en: 'Name', max: 100 }),
    thumb: text({ zh: '缩略图', en: '1: the smaller picture', in: 'query', max: 10, optional: true }),
  },
});

/** GET /avatar/:name */
export const showAvatar = rule({
  zh: '默认头像',
  en: 'The picture of who has none',
  in: 'path',
  fields: { name: text({ zh: '名称', en: 'Name: user-42.svg, group-17.svg', max: 40 }) },
});
