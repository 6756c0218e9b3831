import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Application, type Output, type PluginOff, type Unit } from '#kernel';
import { UnitCommands, type Installation } from '../../bin/unit-commands.ts';
import { calls } from './unit/app/command/note/add-one.ts';

const UNIT = path.join(import.meta.dirname, 'unit');

describe('commands of units', () => {
  const answers: [object, string][] = [];
  const output: Output = { isJson: false, answer: (...answer) => void answers.push(answer) };
  let off: readonly PluginOff[] = [];
  let started = 0;
  const folders: string[] = [];

  beforeEach(() => {
    off = [];
    started = 0;
    answers.length = 0;
    calls.length = 0;
  });
  after(() => folders.forEach((folder) => fs.rmSync(folder, { recursive: true })));

  function installation(...paths: readonly string[]): Installation {
    const units = paths.map((folder): Unit => ({ type: 'plugin', name: path.basename(folder), path: folder }));
    return {
      units: () => Promise.resolve(units),
      off: () => Promise.resolve(off),
      withApplication: async (work) => {
        started += 1;
        const app = await Application.load({ baseDir: path.join(import.meta.dirname, '../kernel/fixture/service'), env: 'unittest' });
        await app.ready();
        await work(app);
        await app.close();
      },
    };
  }

  function folderWith(name: string, text = 'export default { about: "x", takes: {}, run() {} };'): string {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-unit-'));
    folders.push(folder);
    const file = path.join(folder, 'app/command', name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
    return folder;
  }

  it('U15 are described once: usage, values, and what stands for what is not given', async () => {
    const commands = await UnitCommands.load(installation(UNIT));
    assert.deepEqual(commands.usages, [{ usage: 'note add-one <text> [<n>] [--by <name>] [--up <n>] [--no-bell]', about: 'note a text' }]);
    await commands.run(['note', 'add-one', 'tea', '--up', '7', '--no-bell'], output);
    await commands.run(['note', 'add-one', '--by', 'ann', '--', '--tea', '3'], output);
    assert.deepEqual(calls, [
      { text: 'tea', times: 1, by: undefined, up: 7, 'no-bell': true, port: false },
      { text: '--tea', times: 3, by: 'ann', up: 2, 'no-bell': false, port: false },
    ]);
    assert.deepEqual(answers[0], [{ noted: 'tea' }, 'tea is noted']);
  });

  it('U15 refuse what they do not take before anything starts', async () => {
    const commands = await UnitCommands.load(installation(UNIT));
    for (const [words, message] of [
      [['note'], 'note needs to know what to do'],
      [['note', 'add'], 'there is no command note add'],
      [['notes'], 'there is no command notes'],
      [['note', 'add-one'], 'note add-one needs <text>'],
      [['note', 'add-one', 'tea', 'x'], '<n> of note add-one is a number, not x'],
      [['note', 'add-one', 'tea', '--up', 'x'], '--up is a number, not x'],
      [['note', 'add-one', 'a', '1', 'c'], 'note add-one takes <text> [<n>] [--by <name>] [--up <n>] [--no-bell], but got a 1 c'],
      [['note', 'add-one', 'ann', '--by', 'ann'], 'nobody notes himself'],
    ] as const)
      await assert.rejects(commands.run(words, output), { name: 'UsageError', message });
    await assert.rejects(commands.run(['note', 'add-one', 'tea', '--loud'], output), { name: 'UsageError' });
    assert.equal(started, 0);
  });

  it('U15 say whose they are where their plugin is switched off', async () => {
    off = [{ name: 'notes', path: UNIT, file: 'config/plugin.prod.ts' }];
    const commands = await UnitCommands.load(installation());
    const message = 'note add-one is a command of the plugin notes, which is switched off in config/plugin.prod.ts';
    await assert.rejects(commands.run(['note', 'add-one', 'tea'], output), { name: 'Error', message });
    await assert.rejects(commands.run(['note'], output), { name: 'UsageError', message: 'there is no command note' });
    assert.equal(started, 0);
  });

  it('U15 stop the start where two have one name, or one stands in the way of another; the message names both', async () => {
    const stops = (paths: readonly string[], message: RegExp): Promise<void> =>
      assert.rejects(UnitCommands.load(installation(...paths)), { name: 'BootError', message });
    const same = folderWith('note/add-one.mjs');
    await stops([UNIT, same], new RegExp(`note\\.addOne is defined twice, by ${UNIT}.* and by ${same}`));
    const above = folderWith('note.mjs');
    await stops([UNIT, above], new RegExp(`the command note of ${above}.* cannot stand beside note add-one of ${UNIT}`));
    await stops([folderWith('start.mjs')], /the command start of .* cannot stand beside start of foyer itself/);
    await stops([folderWith('odd.mjs', 'export default 5;')], /odd\.mjs must export defineCommand/);
    await stops([folderWith('odd.mjs', 'export default { about: "x", takes: {} };')], /odd\.mjs must export defineCommand/);
  });
});
