import type { Page } from 'playwright-core';
import { textData } from '../../web/shared/index.ts';
import { makeFriends } from '../support/factory.ts';
import { makeGroup } from '../support/ticket.ts';
import type { Person, Stage } from './stage.ts';

/** Two friends. */
export async function twoFriends(stage: Stage, one: string, two: string): Promise<readonly [Person, Person]> {
  const pair = [await stage.person(one), await stage.person(two)] as const;
  await makeFriends(stage.served, pair[0].id, pair[1].id);
  return pair;
}

/** Writes to a friend without a screen; answers with the message's id. */
export async function say(stage: Stage, from: Person, ...[to, ...texts]: readonly [Person | number, ...string[]]): Promise<string> {
  let id = '';
  const target =
    typeof to === 'number' ? ({ sendto_id: to, chatType: 'group' } as const) : ({ sendto_id: to.id, chatType: 'single' } as const);
  for (const text of texts) ({ id } = await stage.api.send(from.token, { ...target, type: 'text', data: textData(text) }));
  return id;
}

/** A group of these, the first its owner. */
export function groupOf(stage: Stage, name: string, [owner, ...members]: readonly [Person, ...Person[]]): Promise<number> {
  const asUser = (person: Person): Person & { uuid: string } => ({ ...person, uuid: '' });
  return makeGroup(stage.served, { name, owner: asUser(owner), members: members.map(asUser) });
}

/** The address of a chat with somebody. */
export function chatWith(person: Person): string {
  return `/app/conversations/single/${person.id}`;
}

/** What the messages on a screen say. */
export function bubbles(page: Page): Promise<string[]> {
  return page.locator('.bubble').allTextContents();
}

/** Writes in the open chat as a person does. */
export async function type(page: Page, text: string): Promise<void> {
  const input = page.getByRole('textbox', { name: 'Write a message' });
  await input.fill(text);
  await input.press('Enter');
}

/** Opens the menu of a message. */
export async function menuOf(page: Page, text: string): Promise<void> {
  await page.locator('.bubble', { hasText: text }).first().click({ button: 'right' });
  await page.getByRole('menu').waitFor();
}
