import assert from 'node:assert/strict';
import { useToast } from '../../../web/ui/use-toast.ts';

describe('web/ui/use-toast', () => {
  const host = useToast();

  afterEach(() => host.toasts.map(({ id }) => id).forEach((id) => host.dismiss(id)));

  it('G52 the same words stand there once, as the newest', () => {
    for (const text of ['no network', 'saved', 'no network']) host.toast({ text });
    assert.deepEqual(
      host.toasts.map(({ text }) => text),
      ['saved', 'no network'],
    );
  });
});
