import type { Context, Middleware } from '#kernel';

/** Below these programs ask, and get an answer for programs. */
const FOR_PROGRAMS = /^\/(?:api|ws|uploads|avatar|web|widget|app\/assets|units|metrics|healthz)(?:\/|$)/;

const WORDS = {
  zh: { title: '没有这个页面', text: '链接可能已经失效，或者地址不完整。', home: '首页', app: '打开消息' },
  en: {
    title: 'There is no such page',
    text: 'The link may be out of date, or the address is not complete.',
    home: 'Home',
    app: 'Open the messenger',
  },
} as const;

/** Whoever opens an address that leads nowhere in a browser gets a page that says so, not an answer for programs. */
export default function missing(): Middleware {
  return async (ctx, next) => {
    await next();
    if (ctx.status !== 404 || !isForPeople(ctx)) return;
    ctx.vary('Accept');
    ctx.type = 'html';
    ctx.body = pageIn(ctx.language);
    // Setting a body makes it a good answer.
    ctx.status = 404;
  };
}

function isForPeople(ctx: Context): boolean {
  if ((ctx.method !== 'GET' && ctx.method !== 'HEAD') || FOR_PROGRAMS.test(ctx.path) || /\.\w+$/.test(ctx.path)) return false;
  return ctx.accepts('json', 'html') === 'html';
}

function pageIn(language: 'zh' | 'en'): string {
  const { title, text, home, app } = WORDS[language];
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${title}</title>
    <link rel="stylesheet" href="/web/shop/missing.css" />
  </head>
  <body>
    <main>
      <h1>${title}</h1>
      <p>${text}</p>
      <p><a href="/app">${app}</a> · <a href="/">${home}</a></p>
    </main>
  </body>
</html>
`;
}
