import { h, type FunctionalComponent } from 'vue';
import { actionsOf } from '../outside/actions-of.ts';
import DrawnPart from '../outside/DrawnPart.vue';
import SignButtons from '../outside/SignButtons.vue';
import { lineOf } from '../outside/line-of.ts';
import type { Field, UnitSettings } from '../outside/outside-screens.ts';
import { Scripts, type ScriptedUnit } from '../outside/scripts.ts';
import type { Conversation, TimelineEntry } from '../shared/index.ts';
import { useToast } from '../ui/use-toast.ts';
import { client } from './client.ts';
import { api } from './http.ts';
import { texts } from './texts.ts';
import type { SettingPage, UnitScreens } from './unit-screens.ts';
import { takeUnit } from './units.ts';

/** Scripts of units from outside: what they show stands beside what was built. */
export const scripts = new Scripts(
  {
    screen: 'messenger',
    client,
    caller: api,
    language: () => (texts.global.locale.value === 'zh' ? 'zh' : 'en'),
    say: (text) => useToast().toast({ text }),
  },
  (unit) => takeUnit(unit.name, screensOf(unit)),
);

function screensOf(unit: ScriptedUnit): UnitScreens {
  const { line, actions, composer, settings } = unit.screens;
  return {
    ...(line && { line: linesOf(unit) }),
    ...(actions && { actions: (entry: TimelineEntry) => actionsOf(unit, entry) }),
    ...(composer && { composer: composerOf(unit) }),
    ...(settings && { settings: [pageOf(unit, settings)] }),
  };
}

function linesOf({ screens: { line: draw } }: ScriptedUnit): FunctionalComponent<{ line: TimelineEntry }> {
  return ({ line }) => draw && h(DrawnPart, { draw, about: lineOf(line) });
}

function composerOf({ screens: { composer = [] }, foyer }: ScriptedUnit): FunctionalComponent<{ conversation: Conversation }> {
  return ({ conversation: { chatType, peerId: to } }, { emit }) => {
    const insert = (words: string): void => emit('insert', words);
    const send: Field['send'] = (draft) => void client.send({ chatType, to, ...draft });
    return h(SignButtons, { buttons: composer, foyer, field: { chatType, to, insert, send } });
  };
}

function pageOf({ name, screens: { texts: own } }: ScriptedUnit, { title, draw }: UnitSettings): SettingPage {
  for (const language of ['zh', 'en'] as const) texts.global.mergeLocaleMessage(language, { [name]: own?.[language] ?? {} });
  const view = () => h(DrawnPart, { draw, about: null });
  return { name, title: own && title in own.en ? `${name}.${title}` : title, icon: 'settings', view };
}
