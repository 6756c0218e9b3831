import { choice, int, list, listOf, rule, text } from '#validate';
import * as answer from './answer.ts';
import { WIDEST_FILM } from './film.ts';

/** POST /api/chat/socket/upload: the file is read by the action itself, as it streams in. */
export const upload = rule({
  zh: '上传文件',
  en: 'Upload a file: multipart, field `file` or `img`',
  fields: {},
  answer: answer.upload,
});

/** POST /api/chat/uploadAliyun, likewise. */
export const uploadListed = rule({
  zh: '上传文件到相册',
  en: 'Upload a file, and have it listed',
  fields: {},
  answer: answer.listed,
});

/** POST /api/chat/getVideoScreenshot */
export const screenshot = rule({
  zh: '获取视频封面',
  en: 'Draw a poster for a video',
  fields: {
    videoUrl: text({ zh: '视频地址', en: 'Address of the video', max: 2000 }),
    time: int({ zh: '时间', en: 'Milliseconds from the start', min: 0, default: 20 }),
    width: int({ zh: '宽度', en: 'Width in pixels', min: 1, max: WIDEST_FILM, default: 260 }),
    format: choice(['png', 'jpg'], { zh: '格式', en: 'Format; the answer is always a PNG', default: 'png' }),
  },
  answer: answer.poster,
});

/** POST /api/chat/upload/link */
export const signLink = rule({
  zh: '获取文件链接',
  en: 'Sign the address of a file that I may open',
  fields: { url: text({ zh: '文件地址', en: 'Address or uuid', max: 1000 }) },
  answer: answer.link,
});

/** POST /api/chat/upload/links */
export const signLinks = rule({
  zh: '批量获取文件链接',
  en: 'Sign the addresses of files; null for each that I may not open',
  fields: { urls: list({ zh: '文件地址', en: 'Addresses or uuids', of: text({ zh: '文件地址', en: 'Address', max: 1000 }), max: 50 }) },
  answer: listOf(answer.link.nullable()),
});

/** GET /uploads/:name */
export const openUpload = rule({
  zh: '打开文件',
  en: 'Read a file by a signed address or a token',
  in: 'path',
  fields: {
    name: text({ zh: '文件名', en: 'Name', max: 100 }),
    thumb: text({ zh: '缩略图', en: '1 for the small picture', in: 'query', max: 10, optional: true }),
  },
  answer: answer.content,
});

/** GET /avatar/:film.png */
export const showFilm = rule({
  zh: '视频默认封面',
  en: 'Draw a picture for a film without one',
  in: 'path',
  fields: { film: text({ zh: '名称', en: 'Name: film-1a2b3c4d-260', max: 40 }) },
  answer: answer.film,
});
