const CHINESE: Readonly<Record<string, string>> = {
  demo: '演示',
  messenger: '聊天应用',
  headline: '慢时光里的陶器',
  lead: '小批量手工制作。有任何问题，点右下角的按钮即可与我们聊天。',
  ask: '提个问题',
  teapot: '灰釉茶壶',
  cup: '青瓷对杯',
  bowl: '铁红碗',
  about: '这是一家演示商店',
  aboutText: '您在这里是访客。要回答访客，请在另一个窗口打开聊天应用，以 kefu 登录；密码在首次启动时打印。',
};

/** What the shop uses of the widget. */
interface FoyerApi {
  open(): void;
}

for (const button of document.querySelectorAll('[data-ask]')) button.addEventListener('click', ask);
const language = document.querySelector('#language');
const words = [...document.querySelectorAll<HTMLElement>('[data-word]')];
/** English stands in the page. */
const english = words.map(({ textContent }) => textContent);
if (navigator.language.startsWith('zh')) switchLanguage();
language?.addEventListener('click', switchLanguage);

/** The widget comes with a script of its own, which may not be there. */
function ask(): void {
  const foyer: unknown = Reflect.get(globalThis, 'Foyer');
  if (isFoyer(foyer)) foyer.open();
}

function isFoyer(value: unknown): value is FoyerApi {
  return typeof value === 'object' && value !== null && 'open' in value;
}

/** To the other of the two; the button says which that is. */
function switchLanguage(): void {
  const isChinese = document.documentElement.lang !== 'zh-CN';
  for (const [index, element] of words.entries()) {
    const { word = '' } = element.dataset;
    element.textContent = (isChinese && CHINESE[word]) || (english[index] ?? '');
  }
  document.documentElement.lang = isChinese ? 'zh-CN' : 'en';
  if (language) language.textContent = isChinese ? 'English' : '中文';
}
