import assert from 'node:assert/strict';
import fs from 'node:fs';
import { noSeriousViolations } from '../../browser/axe.ts';
import { makeFriends } from '../../support/factory.ts';
import { shot } from '../../browser/shot.ts';
import { NARROW, PASSWORD, Stage } from '../../browser/stage.ts';
import { testWithout } from '../../browser/without.ts';

describe('web/messenger: one’s own data', function () {
  this.timeout(120_000);
  const stage = Stage.serve();

  it('the page keeps nobody out, wide and narrow, light and dark', async () => {
    const person = await stage.person('every_data');
    for (const [name, options] of Object.entries({ wide: {}, narrow: NARROW, dark: { ...NARROW, colorScheme: 'dark' } })) {
      const page = await stage.settings(person, 'data', options);
      await page.getByRole('button', { name: 'Download my data' }).waitFor();
      await noSeriousViolations(page);
      await shot(page, `settings-data-${name}`);
      assert.equal(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth'), true);
    }
  });

  it('one’s data comes as a file; a second time is told when', async () => {
    const person = await stage.person('export_ann');
    const page = await stage.settings(person, 'data');
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download my data' }).click()]);
    assert.equal(file.suggestedFilename(), 'foyer-export-export_ann.json');
    const { account } = JSON.parse(fs.readFileSync(await file.path(), 'utf8')) as { account: { username: string } };
    assert.equal(account.username, 'export_ann');
    await page.getByRole('button', { name: 'Download my data' }).click();
    await page.locator('.detail').getByRole('alert').waitFor();
  });

  it('an account is erased with the password and a yes, after saying what happens', async () => {
    const [ann, bob] = [await stage.person('erase_ann'), await stage.person('erase_bob')];
    await makeFriends(stage.served, ann.id, bob.id);
    const page = await stage.settings(ann, 'data');
    await page.getByRole('button', { name: 'Erase my account' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Messages that you sent to others stay').waitFor();
    await noSeriousViolations(page);
    await shot(page, 'erase');
    const confirm = dialog.getByRole('button', { name: 'Erase for ever' });
    assert.equal(await confirm.isDisabled(), true);
    await dialog.getByRole('switch', { name: 'I understand' }).click();
    await dialog.getByLabel('Password').fill('wrong one');
    await confirm.click();
    await dialog.getByText('password is wrong').waitFor();
    await dialog.getByLabel('Password').fill(PASSWORD);
    await confirm.click();
    await page.getByText('Your account is erased').first().waitFor();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await assert.rejects(stage.api.login({ username: ann.username, password: PASSWORD }));
  });

  it('G51 erasing with a wrong password says that the account was not erased', async () => {
    const person = await stage.person('g51_ann');
    const page = await stage.screen({ person, path: '/app/settings/data' });
    await page
      .getByRole('button', { name: /Close my account|Erase/ })
      .first()
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Password', { exact: false }).first().fill('not it at all');
    await dialog.getByRole('switch').click();
    await dialog
      .getByRole('button', { name: /Close|Erase/ })
      .last()
      .click();
    await dialog.getByText('The password is wrong. Your account was not erased').waitFor();
    assert.ok((await stage.api.login({ username: 'g51_ann', password: PASSWORD })).token);
  });

  it('no screen broke the content policy or threw', () => {
    assert.deepEqual(stage.complaints, []);
  });
});

testWithout({ unit: 'privacy', words: ['My data'], addresses: ['/app/settings/data'] });
