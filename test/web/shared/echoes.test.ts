import assert from 'node:assert/strict';
import { withEchoes } from '../../../web/shared/echoes.ts';
import type { UnsentMessage } from '../../../web/shared/draft.ts';
import { echo, type TimelineEntry } from '../../../web/shared/timeline-entry.ts';
import { line } from '../support/lines.ts';

function own(clientId: string, state: UnsentMessage['state'], time: number): TimelineEntry {
  const base = { chatType: 'single', to: 2, type: 'text', data: '', options: null, refusal: null, upload: null } as const;
  return echo({ ...base, clientId, state, time }, null, null);
}

function keys(lines: readonly TimelineEntry[]): string {
  return lines.map(({ key, seq }) => seq ?? key).join(' ');
}

describe('web/shared/echoes', () => {
  it('G40 a line that failed stands where it was written, one on its way comes last', () => {
    const told = [line(1, { create_time: 100 }), line(2, { create_time: 200 }), line(3, { create_time: 300 })];
    const echoes = [own('old', 'failed', 50), own('middle', 'failed', 200), own('again', 'failed', 210), own('waits', 'waiting', 150)];
    assert.equal(keys(withEchoes(told, echoes)), 'old 1 2 middle again 3 waits');
    assert.equal(keys(withEchoes(told, [own('late', 'failed', 400)])), '1 2 3 late');
    assert.equal(withEchoes(told, []), told);
  });
});
