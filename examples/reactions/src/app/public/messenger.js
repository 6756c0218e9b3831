/** What is offered; others may be set by a client of one's own. */
const OFFERED = ['👍', '❤️', '😂', '🎉', '😮', '😢'];
const ROW = 'display: flex; flex-wrap: wrap; gap: var(--space-1); margin-block: var(--space-1)';
const CHIP =
  'min-height: max(1.75rem, var(--tap)); padding: 0 var(--space-2); border: 1px solid var(--line); border-radius: var(--radius-full); background: var(--surface); color: var(--ink); font-size: var(--text-small)';
const OWN = '; border-color: var(--accent); background: var(--accent-soft)';

/** Emoji under messages: chips of those that were set, and a row to choose one from. */
export default function reactions(foyer) {
  const shown = new Set();
  /** The id of the message for which one is being chosen; '' for none. */
  let choosing = '';

  function choose(id) {
    choosing = id;
    if (id === '') document.removeEventListener('keydown', leave, true);
    else document.addEventListener('keydown', leave, true);
    for (const show of shown) show();
  }

  /** Escape ends the choice, wherever the focus is, and nothing else. */
  function leave(event) {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    choose('');
  }

  async function set(id, emoji, on) {
    choose('');
    try {
      await foyer.request('react', { id, emoji, on });
    } catch (error) {
      foyer.say(error.code === 'lost' ? foyer.t('lost') : error.message);
    }
  }

  function chip(id, { emoji, users }) {
    const isOwn = users.includes(foyer.me);
    const button = buttonOf(`${emoji} ${users.length}`, foyer.t('chip', { emoji, n: users.length }), () => set(id, emoji, !isOwn));
    button.setAttribute('aria-pressed', String(isOwn));
    button.style.cssText = CHIP + (isOwn ? OWN : '');
    return button;
  }

  function offer(id) {
    const group = rowOf(OFFERED.map((emoji) => buttonOf(emoji, emoji, () => set(id, emoji, true))));
    group.setAttribute('role', 'group');
    group.setAttribute('aria-label', foyer.t('choose'));
    return group;
  }

  return {
    texts: {
      zh: { react: '表情回应', choose: '选择表情', chip: '{emoji}，{n} 人', lost: '没有连接，请稍后再试' },
      en: { react: 'React', choose: 'Choose an emoji', chip: '{emoji}, {n} in all', lost: 'No connection: try again later' },
    },

    actions: ({ message: { id } }) => [{ key: 'react', text: 'react', act: () => choose(choosing === id ? '' : id) }],

    line(element, line) {
      let { message } = line;
      const show = () => {
        const { id, extras } = message;
        const chips = (extras?.reactions ?? []).map((reaction) => chip(id, reaction));
        const parts = [...(chips.length > 0 ? [rowOf(chips)] : []), ...(id !== '' && id === choosing ? [offer(id)] : [])];
        element.replaceChildren(...parts);
      };
      shown.add(show);
      show();
      return {
        update(next) {
          ({ message } = next);
          show();
        },
        close: () => shown.delete(show),
      };
    },
  };
}

function rowOf(buttons) {
  const row = document.createElement('div');
  row.style.cssText = ROW;
  row.append(...buttons);
  return row;
}

function buttonOf(text, label, act) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = text;
  button.ariaLabel = label;
  button.style.cssText = CHIP;
  button.addEventListener('click', act);
  return button;
}
