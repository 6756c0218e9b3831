import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { computed, effectScope } from 'vue';
import { dayTitle } from '../../../web/chat/moment.ts';
import { useDay } from '../../../web/ui/use-day.ts';

describe('web/ui/use-day', () => {
  const WORDS = { locale: 'en', today: 'Today', yesterday: 'Yesterday' };
  const scope = effectScope();

  before(() => mock.timers.enable({ apis: ['setInterval', 'Date'], now: new Date(2026, 2, 28, 23, 59, 50) }));
  after(() => {
    scope.stop();
    mock.timers.reset();
  });

  it('G77 what is called after days is called anew at midnight, and after a clock was set', () => {
    let ahead = 0;
    const said = Date.now();
    const title = scope.run(() => {
      const day = useDay(() => Date.now() + ahead);
      return computed(() => dayTitle(said, { ...WORDS, day: day.value }));
    });
    assert.equal(title?.value, 'Today');
    mock.timers.tick(15_000);
    assert.equal(title?.value, 'Yesterday');
    ahead = -3_600_000;
    mock.timers.tick(15_000);
    assert.equal(title?.value, 'Today', 'the clock was put back an hour');
  });

  it('G77 looks at no clock for a list that is gone', () => {
    const gone = effectScope();
    let looks = 0;
    gone.run(() => useDay(() => ++looks));
    mock.timers.tick(30_000);
    assert.equal(looks, 3);
    gone.stop();
    mock.timers.tick(60_000);
    assert.equal(looks, 3);
  });
});
