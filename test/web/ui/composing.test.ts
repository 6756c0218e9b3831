import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isComposing } from '../../../web/ui/composing.ts';

const WEB = path.join(import.meta.dirname, '../../../web');

describe('web/ui/composing', () => {
  it('G81 knows the Enter that ends composing, also where only its key code tells', () => {
    assert.equal(isComposing({ isComposing: true, keyCode: 13 }), true);
    assert.equal(isComposing({ isComposing: false, keyCode: 229 }), true);
    assert.equal(isComposing({ isComposing: false, keyCode: 13 }), false);
  });

  it('G81 is asked wherever Enter does something', () => {
    const files = readdirSync(WEB, { recursive: true, encoding: 'utf8' }).filter(
      (file) => /\.(vue|ts)$/.test(file) && !file.includes('node_modules'),
    );
    const listening = files.filter((file) => /[!=]== 'Enter'|@keydown\.enter/.test(readFileSync(path.join(WEB, file), 'utf8')));
    assert.ok(listening.length >= 3);
    // Keys come to the list of members from the composer, which asks.
    const without = listening.filter((file) => !readFileSync(path.join(WEB, file), 'utf8').includes('isComposing('));
    assert.deepEqual(without, [path.join('messenger', 'views', 'chat', 'MentionList.vue')]);
  });
});
