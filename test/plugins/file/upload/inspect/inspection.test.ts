import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import sharp from 'sharp';
import { Inspection, type InspectionOptions } from '../../../../../plugins/file/upload/inspect/inspection.ts';
import { CROWDED } from '../../../../support/crowded.ts';
import { largePng } from '../../../../support/bomb.ts';

const MIB = 1024 * 1024;
const BOUNDS = { cpu: 3000, memory: 275 * MIB, deadline: 30_000, waiting: 100, patience: 60_000 };

describe('upload/inspect/inspection', function () {
  // Costly pictures take what a busy machine has left.
  this.timeout(60_000);
  let folder: string;
  let files = 0;
  const open: Inspection[] = [];

  before(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-inspect-'))));
  after(() => {
    for (const inspection of open) inspection.close();
    fs.rmSync(folder, { recursive: true });
  });

  function inspection(options: Partial<InspectionOptions> = {}): Inspection {
    const made = new Inspection({ ...BOUNDS, ...options });
    open.push(made);
    return made;
  }

  function file(bytes: Buffer, type = 'image/png'): { readonly path: string; readonly type: string } {
    const name = path.join(folder, String((files += 1)));
    fs.writeFileSync(name, bytes);
    return { path: name, type };
  }

  const large = (): { path: string; type: string } => file(largePng(7000, 7000, true));
  const small = (): { path: string; type: string } => file(largePng(40, 40));

  it('G04 says how large a picture is, how it stands, and what decoding it would cost', async () => {
    const turned = await sharp({ create: { width: 800, height: 400, channels: 3, background: '#3366cc' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const look = await inspection().look('1', file(turned, 'image/jpeg'));
    assert.ok(typeof look === 'object');
    const { width, height, pixels, allPixels, cost } = look.picture ?? {};
    assert.deepEqual([width, height, pixels, allPixels, cost], [400, 800, 320_000, 320_000, 2]);
  });

  it('G04 makes a smaller one of a picture that is costly and within its bounds', async () => {
    const made = await inspection().make('1', { ...large(), cost: 2500 });
    assert.ok(typeof made === 'object' && made.thumb !== null);
    const { width, height } = await sharp(made.thumb.path).metadata();
    assert.deepEqual([width, height], [320, 320]);
  });

  for (const [name, bounds] of Object.entries({ time: { cpu: 500 }, memory: { memory: 1 }, 'time by the clock': { deadline: 1 } }))
    it(`G04 ends one that takes too much ${name}, and goes on with the next`, async () => {
      const bounded = inspection(bounds);
      assert.equal(await bounded.make('1', { ...large(), cost: 0 }), 'overrun');
      // What ended was the process: whoever is next has another.
      if (name === 'time') assert.ok(typeof (await bounded.look('1', small())) === 'object');
    });

  it('G04 lets what is quickly done pass by what is not, whoever waits there', async () => {
    const busy = inspection();
    const slow = Array.from({ length: 3 }, (_, user) => busy.make(String(user), { ...large(), cost: 2500 }));
    let ended = 0;
    for (const made of slow) void made.then(() => (ended += 1));
    assert.ok(typeof (await busy.make('9', { ...small(), cost: 1 })) === 'object');
    assert.ok(ended < 3, 'the others are still at it');
    assert.ok((await Promise.all(slow)).every((made) => typeof made === 'object'));
  });

  it('G04 makes what takes longer than it looks among the slow, and what is quickly done passes by it', async () => {
    const busy = inspection();
    const looked = Array.from({ length: 3 }, (_, user) => busy.make(String(user), { ...large(), cost: 1 }));
    let ended = 0;
    for (const made of looked) void made.then(() => (ended += 1));
    assert.ok(typeof (await busy.make('9', { ...small(), cost: 1 })) === 'object');
    assert.ok(ended < 3, 'the others are still at it');
    assert.ok((await Promise.all(looked)).every((made) => typeof made === 'object'));
  });

  it('G04 lets a small file of many parts wait where it holds up nothing that is quickly done', async () => {
    const busy = inspection();
    const ended: string[] = [];
    const tell = async (name: string, work: Promise<unknown>): Promise<void> => {
      await work;
      ended.push(name);
    };
    const blocks = file(CROWDED['FLAC of blocks']?.make(100_000) ?? Buffer.alloc(0), 'audio/flac');
    await Promise.all([
      tell('costly', busy.make('1', { ...large(), cost: 2500 })),
      tell('crowded', busy.look('2', blocks)),
      tell('small', busy.look('3', small())),
    ]);
    assert.equal(ended.at(-1), 'crowded');
    assert.ok(
      fs
        .readFileSync(blocks.path)
        .subarray(4)
        .every((byte, at) => byte === (at % 4 === 0 ? 1 : 0)),
      'padding',
    );
  });

  it('G04 refuses one too many, and who waits too long', async () => {
    const full = inspection({ waiting: 1 });
    const made = [1, 2].map((user) => full.make(String(user), { ...large(), cost: 2500 }));
    await assert.rejects(full.make('3', { ...small(), cost: 2500 }), { code: 'unavailable', retryAfter: 5 });
    const crowded = inspection({ waiting: 2 });
    const many = ['1', '1', '1'].map((party) => crowded.make(party, { ...large(), cost: 2500 }));
    const other = crowded.make('2', { ...small(), cost: 2500 });
    await assert.rejects(many[2] ?? other, { code: 'unavailable' }, 'whoever has the most waits no more');
    assert.ok(typeof (await other) === 'object');
    const hasty = inspection({ patience: 1 });
    const first = hasty.make('1', { ...large(), cost: 2500 });
    await assert.rejects(hasty.make('2', { ...small(), cost: 2500 }), { code: 'unavailable' });
    await Promise.all([...made, ...many.slice(0, 2), first]);
  });

  it('tells what is no picture', async () => {
    const one = inspection();
    assert.equal(await one.look('1', file(Buffer.from('no picture'))), 'broken');
    assert.equal(await one.make('1', { ...file(largePng(500, 500).subarray(0, 60)), cost: 1 }), 'broken');
  });

  it('G04 has processes that know nothing of the environment of the server', async () => {
    await inspection().look('1', small());
    const children = fs.readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(' ');
    const inspectors = children.filter((pid) => fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('inspect/main'));
    assert.ok(inspectors.length > 0);
    for (const pid of inspectors) assert.doesNotMatch(fs.readFileSync(`/proc/${pid}/environ`, 'utf8'), /PATH=|HOME=|SECRET/);
  });
});
