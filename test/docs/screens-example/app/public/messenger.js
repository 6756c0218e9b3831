/** Stars on messages, kept in this browser. */
export default function star(foyer) {
  const stars = new Set(JSON.parse(localStorage.getItem('star') ?? '[]'));
  const shown = new Set();

  function toggle(id) {
    if (!stars.delete(id)) stars.add(id);
    localStorage.setItem('star', JSON.stringify([...stars]));
    for (const show of shown) show();
  }

  return {
    texts: {
      zh: { star: '加星标', unstar: '取消星标', wave: '打招呼', title: '星标', count: '星标消息：{n}' },
      en: { star: 'Star', unstar: 'Take the star away', wave: 'Wave', title: 'Stars', count: 'Messages with a star: {n}' },
    },

    line(element, { message }) {
      let { id } = message;
      const show = () => (element.textContent = stars.has(id) ? '⭐' : '');
      shown.add(show);
      show();
      return {
        update(line) {
          ({ id } = line.message);
          show();
        },
        close: () => shown.delete(show),
      };
    },

    actions: ({ message }) => [{ key: 'star', text: stars.has(message.id) ? 'unstar' : 'star', act: () => toggle(message.id) }],

    composer: [{ sign: '👋', label: 'wave', act: (field) => field.insert('👋') }],

    settings: {
      title: 'title',
      draw(element) {
        const show = () => (element.textContent = foyer.t('count', { n: stars.size }));
        shown.add(show);
        show();
        return { close: () => shown.delete(show) };
      },
    },
  };
}
