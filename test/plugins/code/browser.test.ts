import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { CodeApi } from './api.ts';
import { createUser, type TestUser } from '../../support/factory.ts';
import { scanPicture } from '../../support/scan.ts';
import { makeGroup, setGroupStatus } from '../../support/ticket.ts';
import { signerOf } from '../../../plugins/code/ticket/signer-of.ts';
import { noSeriousViolations } from '../../browser/axe.ts';
import { apiOf } from '../../browser/people.ts';
import { assertRows, PHONE, SMALL } from '../../browser/phone.ts';
import { shot } from '../../browser/shot.ts';
import { eventually, NARROW, PASSWORD, settled, Stage } from '../../browser/stage.ts';
import { testWithout } from '../../browser/without.ts';

describe('web/messenger: codes', function () {
  this.timeout(120_000);
  const stage = Stage.serve();
  let codes: CodeApi;

  before(() => (codes = new CodeApi(stage.served)));

  async function open(person: TestUser, path: string, options = {}): Promise<Page> {
    const page = await stage.screen({ person, path, ...options });
    await settled(page);
    return page;
  }

  async function look(page: Page, text: string): Promise<void> {
    await page.goto(`${stage.line.url}/app/groups/scan`);
    await page.getByLabel('Paste a link').fill(text);
    await page.getByRole('button', { name: 'Open the link' }).click();
  }

  async function pictureOf(user: TestUser, id: number): Promise<Buffer> {
    const path = `/api/chat/groupQrcode/${id}?chatType=group&type=link`;
    const answer = await fetch(stage.line.url + path, { headers: { token: user.token } });
    return Buffer.from(await answer.arrayBuffer());
  }

  it('M13 who waits before a code sees that somebody let them in', async () => {
    const [owner, guest] = [await createUser(stage.served, { nickname: 'Ona' }), await createUser(stage.served, { nickname: 'Gus' })];
    const id = await makeGroup(stage.served, { name: 'Waiting room', owner, mode: 1 });
    const { url } = await codes.current(owner, id);
    const page = await open(guest, '/app/groups/scan', NARROW);
    await look(page, url);
    await page.getByRole('button', { name: 'Ask to join' }).click();
    await page.getByText('Asked. Waiting for an answer.').waitFor();
    await apiOf(stage, owner).joining.decide({ group_id: id, user_id: guest.id }, 'agree');
    await page.getByRole('button', { name: 'Open chat' }).click();
    await page.getByText('You joined by Ona’s code').waitFor();
  });

  it('M11 the code of a group shows name, members and the day it ends; a new one kills the old', async () => {
    const owner = await createUser(stage.served, { nickname: 'Olga' });
    const id = await makeGroup(stage.served, { name: 'Readers', owner });
    const page = await open(owner, `/app/groups/${id}/code`);
    const card = page.getByRole('region', { name: 'The code of “Readers”' });
    await card.getByRole('heading', { name: 'Readers' }).waitFor();
    await card.getByText('1 member').waitFor();
    const until = new Date((await card.locator('time').getAttribute('datetime')) ?? 0).getTime() - Date.now();
    assert.ok(until > 6.9 * 86_400_000 && until <= 7 * 86_400_000, String(until));
    const year = String(new Date(Date.now() + 7 * 86_400_000).getFullYear());
    assert.ok((await card.locator('time').textContent())?.includes(year));
    const picture = card.getByRole('img', { name: 'The code of “Readers”' });
    await eventually(() => picture.evaluate(({ naturalWidth }: { naturalWidth: number }) => naturalWidth > 0));
    await noSeriousViolations(page);
    await shot(page, 'code-wide');
    const old = await codes.current(owner, id);
    const address = await picture.getAttribute('src');
    await page.getByRole('button', { name: 'New code' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'New code' }).click();
    await page.getByText('The old one is dead').first().waitFor();
    await eventually(async () => (await picture.getAttribute('src')) !== address);
    assert.equal((await codes.preview(old.url)).code, 'ticket_revoked');
    await page
      .getByText(/Current code · 0 uses/)
      .first()
      .waitFor();

    await page.getByRole('button', { name: 'Make a limited code' }).click();
    await page.getByLabel('Uses').fill('many');
    await page.getByRole('button', { name: 'Make it' }).click();
    await page.getByText('Enter a whole number').waitFor();
    await page.getByLabel('Uses').fill('2');
    await page.getByRole('button', { name: 'Make it' }).click();
    const link = await page.getByLabel('The new link').inputValue();
    assert.equal((await codes.preview(link)).status, 200);
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).first().click();
    await page.getByText(/Limited code · 0 of 2 uses/).waitFor();
  });

  it('M11 a picture that cannot be saved says why, in the words of the server', async () => {
    const owner = await createUser(stage.served);
    const page = await open(owner, `/app/groups/${await makeGroup(stage.served, { owner })}/code`);
    await page.getByRole('button', { name: 'Save picture' }).waitFor();
    const body = JSON.stringify({ msg: 'fail', code: 'too_many', data: 'Too many pictures, wait a minute' });
    await page.route('**/api/chat/groupQrcode/**', (route) => route.fulfill({ status: 429, contentType: 'application/json', body }));
    await page.getByRole('button', { name: 'Save picture' }).click();
    await page.getByText('Too many pictures, wait a minute').first().waitFor();
  });

  it('M12 a picture of a code in a second browser: preview first, then in', async () => {
    const [owner, guest] = [await createUser(stage.served, { nickname: 'Olga' }), await createUser(stage.served)];
    const id = await makeGroup(stage.served, { name: '<b>Walkers</b>', owner });
    const page = await open(guest, '/app/groups/scan', NARROW);
    await noSeriousViolations(page);
    await shot(page, 'scan-narrow');
    const upload = page.locator('input[type=file]');
    await upload.setInputFiles({ name: 'code.png', mimeType: 'image/png', buffer: Buffer.from('no picture') });
    await page.getByText('This picture cannot be read').waitFor();
    const picture = await pictureOf(owner, id);
    assert.ok((await scanPicture(picture)).includes('/join#'));
    await upload.setInputFiles({ name: 'code.png', mimeType: 'image/png', buffer: picture });
    await page.getByRole('heading', { name: '<b>Walkers</b>' }).waitFor();
    await page.getByText('The code of Olga').waitFor();
    await page.getByText(/1 member · Valid until/).waitFor();
    await noSeriousViolations(page);
    await shot(page, 'preview-narrow');
    await page.getByRole('button', { name: 'Join the group' }).click();
    await page.waitForURL(`**/app/conversations/group/${id}`);
  });

  it('M12 the camera reads a code; without one it says what else to do', async () => {
    const guest = await createUser(stage.served);
    const page = await open(guest, '/app/groups/scan');
    await page.getByRole('button', { name: 'Use the camera' }).click();
    await page.getByText(/Choose a picture or paste a link|or choose a picture/).waitFor();

    const owner = await createUser(stage.served, { nickname: 'Olga' });
    const id = await makeGroup(stage.served, { name: 'On camera', owner });
    const svg = `data:image/png;base64,${(await pictureOf(owner, id)).toString('base64')}`;
    await page.evaluate(`(async () => {
      const image = new Image();
      image.src = ${JSON.stringify(svg)};
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = 480;
      const context = canvas.getContext('2d');
      setInterval(() => { context.fillStyle = 'white'; context.fillRect(0, 0, 480, 480); context.drawImage(image, 60, 60, 360, 360); }, 40);
      navigator.mediaDevices.getUserMedia = async () => (window.camera = canvas.captureStream(25));
    })()`);
    await page.getByRole('button', { name: 'Use the camera' }).click();
    await page.getByRole('heading', { name: 'On camera' }).waitFor();
    assert.equal(await page.evaluate('camera.getTracks().every((track) => track.readyState === "ended")'), true);
  });

  it('M12 expired, revoked, full, already in, banned: five different texts', async () => {
    const [owner, guest, other] = [await createUser(stage.served), await createUser(stage.served), await createUser(stage.served)];
    const id = await makeGroup(stage.served, { name: 'Texts', owner });
    const closed = await makeGroup(stage.served, { name: 'Closed', owner });
    const page = await open(guest, '/app/groups/scan');

    const signer = await signerOf(stage.served.app);
    const past = Math.floor(Date.now() / 1000) * 1000 - 60_000;
    await look(page, signer.sign({ kind: 'group', targetId: id, makerId: owner.id, id: 0, own: 0, all: 0, expiresAt: past }));
    await page.getByText('This code has expired').waitFor();

    const revoked = await codes.current(owner, id);
    await stage.served.api.as(owner.token).post('/api/chat/code/rotate', { id, chatType: 'group' });
    await look(page, revoked.url);
    await page.getByText('This code was revoked').waitFor();

    const full = await codes.create(owner, id, { max_uses: 1 });
    await stage.served.api.as(other.token).post('/api/chat/groupInviteUser', { group_id: id, ticket: full.ticket });
    await look(page, full.url);
    await page.getByText('This code is used up').waitFor();

    const banned = await codes.current(owner, closed);
    await setGroupStatus(stage.served, closed, 0);
    await look(page, banned.url);
    await page.getByText('This group is closed').waitFor();
    await noSeriousViolations(page);
    await shot(page, 'code-closed-wide');

    await look(page, 'https://elsewhere.example/');
    await page.getByText('This is not a code of ours').waitFor();

    const insider = await open(other, '/app/groups/scan');
    await look(insider, (await codes.current(owner, id)).url);
    await insider.getByText('You are in this group already').waitFor();
    await insider.getByRole('button', { name: 'Open chat' }).click();
    await insider.waitForURL(`**/app/conversations/group/${id}`);
  });

  it('M14 M29 who is signed out sees the preview, signs in, and is at the same one; a group that asks makes them wait', async () => {
    const owner = await createUser(stage.served, { nickname: 'Olga' });
    const id = await makeGroup(stage.served, { name: 'Invited', owner, mode: 1 });
    await createUser(stage.served, { username: 'newcomer_one', password: PASSWORD });
    const { ticket } = await codes.current(owner, id);
    const page = await stage.screen({ path: `/join#${ticket}`, ...NARROW });
    await page.getByRole('heading', { name: 'Invited' }).waitFor();
    await page.getByText('Sign in or sign up to join').waitFor();
    await noSeriousViolations(page);
    await shot(page, 'join-signed-out-narrow');
    await page.getByLabel('Username').fill('newcomer_one');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Ask to join' }).waitFor();
    assert.equal(new URL(page.url()).hash, `#${ticket}`);
    assert.equal(new URL(page.url()).pathname, '/app/join');
    await page.getByLabel('Message').fill('Please');
    await noSeriousViolations(page);
    await shot(page, 'join-signed-in-narrow');
    await page.getByRole('button', { name: 'Ask to join' }).click();
    await page.getByText('Waiting for an answer').waitFor();
    await page.reload();
    await page.getByText('Waiting for an answer').waitFor();
    const { data } = await stage.served.api.as(owner.token).get<{ list: { note: string; how: string }[] }>('/api/chat/groupApplications/1');
    assert.deepEqual([data.list[0]?.note, data.list[0]?.how], ['Please', 'code']);
  });

  it('M29 a link to a chat leads there after the sign-in', async () => {
    const owner = await createUser(stage.served, { username: 'deep_reader', password: PASSWORD });
    const id = await makeGroup(stage.served, { name: 'Deep', owner });
    const page = await stage.screen({ path: `/app/conversations/group/${id}` });
    await page.getByLabel('Username').fill('deep_reader');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(`**/app/conversations/group/${id}`);
  });

  it('W31 the dark screens hold the contrast, in Chinese as well', async () => {
    const owner = await createUser(stage.served);
    const id = await makeGroup(stage.served, { name: '夜读', owner });
    for (const path of [`/app/groups/${id}/code`, `/app/groups/${id}`, '/app/groups/scan', '/app/groups/rooms']) {
      const page = await open(owner, path, { ...NARROW, colorScheme: 'dark', locale: 'zh-CN' });
      await page.getByRole('heading', { level: 1 }).last().waitFor();
      await noSeriousViolations(page);
      await shot(page, `dark${path.replaceAll('/', '-')}`);
      assert.equal(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth'), true, path);
      await stage.clear();
    }
  });

  it('G57 the records of a code follow what becomes of it, and ending all codes looks like what it is', async () => {
    const [owner, guest] = [await createUser(stage.served), await createUser(stage.served)];
    const id = await makeGroup(stage.served, { name: 'Records', owner });
    const page = await open(owner, `/app/groups/${id}/code`, NARROW);
    await page.getByRole('region', { name: 'The code of “Records”' }).waitFor();
    const { url, ticket } = await codes.current(owner, id);
    await codes.scan(guest, url);
    await apiOf(stage, guest).joining.enter({ group_id: id, ticket });
    await page.getByText(/1 use · seen once/).waitFor();
    const colours = (name: string): Promise<string> =>
      page
        .getByRole('button', { name })
        .evaluate((button: { ownerDocument: { defaultView: { getComputedStyle(of: unknown): { color: string } } } }) => {
          return button.ownerDocument.defaultView.getComputedStyle(button).color;
        });
    assert.equal(await colours('Revoke all codes'), 'rgb(179, 38, 30)');
    await shot(page, 'codes-narrow');
  });

  it('G30 the codes of a group have their rows on a phone, and every control is 44 px high', async () => {
    const owner = await createUser(stage.served);
    const id = await makeGroup(stage.served, { name: 'Book club', owner });
    await codes.create(owner, id, { max_uses: 3 });
    const page = await open(owner, `/app/groups/${id}/code`, PHONE);
    await assertRows(page, { 'Limited code': 'li' });
    assert.deepEqual(await page.evaluate<readonly string[]>(SMALL), []);
    await shot(page, 'phone-codes');
  });

  it('no screen broke the content policy or threw', () => {
    assert.deepEqual(stage.complaints, []);
  });
});

testWithout({ unit: 'code', words: ['My code', 'Scan a code', 'Group code'], addresses: ['/app/settings/code', '/app/groups/scan'] });
