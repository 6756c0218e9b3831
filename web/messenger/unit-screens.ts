import type { Component } from 'vue';
import type { RouteLocationRaw } from 'vue-router';
import type { Area } from '../i18n/area.ts';
import type { Conversation, GroupInfo, TimelineEntry } from '../shared/index.ts';
import type { IconName } from '../ui/icons.ts';
import type { MenuItem } from '../ui/menu.ts';
import type { Section, View } from './routes/sections.ts';

/**
 * What a unit shows in the messenger: the default export of its `web/messenger.ts`. Pages and links are there where the unit is on. What the first look
 * at a page does not need is imported when it is asked for.
 */
export interface UnitScreens {
  /** Its texts, an area under the unit's name: `t('search.open')`. */
  readonly texts?: Area<Readonly<Record<string, string>>>;
  /** Its pages. */
  readonly pages?: readonly UnitPage[];
  /** Its pages of the settings. */
  readonly settings?: readonly SettingPage[];
  /** Its links at the places of the messenger. */
  readonly links?: { readonly [Place in keyof Places]?: readonly PlacedLink<Places[Place]>[] };
  /** Stands below the words of each message; its property `line` is the message. */
  readonly line?: Component;
  /** What one can do with a message, in its menu. */
  readonly actions?: (line: TimelineEntry) => readonly MenuItem[];
  /** Stands beside the field; its property `conversation` is where one writes, its event `insert` puts words where the caret is. */
  readonly composer?: Component;
  /** Runs once, when the page starts, whether anybody is signed in or not. */
  start?(): unknown;
}

/** Where links of units stand, and what each is about. */
export interface Places {
  /** The sections: beside the lists, or below them. */
  readonly rail: null;
  /** The head of the list of conversations. */
  readonly conversations: null;
  /** The menu of a conversation. */
  readonly conversation: Conversation;
  /** Above the friends. */
  readonly contacts: null;
  /** Above the groups, and among the ways to more of them. */
  readonly groups: null;
  /** Below the name of a group that one is in. */
  readonly group: GroupInfo;
}

/** A link at a place of the messenger. */
export interface PlacedLink<About> {
  /** The name of its text: `search.open`. */
  readonly text: string;
  readonly icon: IconName;
  readonly to: (about: About) => RouteLocationRaw;
}

/** A page of the messenger, at an address of its own. */
export interface UnitPage {
  /** Below `/app`: `groups/scan`. */
  readonly path: string;
  /** What links lead to it by. */
  readonly name: string;
  /** The section whose other pane stands beside it; without one the page stands alone, without the rail. */
  readonly beside?: Section;
  /** Which pane it is; `detail` where it says nothing. */
  readonly pane?: 'list' | 'detail';
  /** Whether it is open to who is not signed in; only for one that stands alone. */
  readonly isOpen?: boolean;
  readonly view: View;
}

/** A page of the settings. */
export interface SettingPage {
  /** In the address. */
  readonly name: string;
  /** The name of its text: `privacy.title`. */
  readonly title: string;
  readonly icon: IconName;
  /** The page that it stands behind; at the end where none is named. */
  readonly after?: string;
  readonly view: Component;
}
