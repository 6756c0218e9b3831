import assert from 'node:assert/strict';
import { assertClean, Ledger, type LedgerReport } from './ledger.ts';

const CLEAN: LedgerReport = { attempted: 2, acked: 2, lost: 0, doubled: 0, unexpected: 0, disordered: 0, contradicted: 0, refused: 0 };

/** Two messages of user 1 to user 2, sent, acknowledged as 1 and 2, and shown. */
function exchange(): { ledger: Ledger; first: string; second: string } {
  const ledger = new Ledger();
  const [first, second] = [ledger.attempt(1, 2).text, ledger.attempt(1, 2).text];
  ledger.acknowledge({ text: first, seq: 1 });
  ledger.acknowledge({ text: second, seq: 2 });
  ledger.show(2, { text: first, seq: 1 });
  return { ledger, first, second };
}

describe('support/ledger', () => {
  it('balances when everything was shown once, in order', () => {
    const { ledger, second } = exchange();
    assert.equal(ledger.open, 1);
    ledger.show(2, { text: second, seq: 2 });
    assert.equal(ledger.open, 0);
    assert.deepEqual(ledger.report(), CLEAN);
    assertClean(ledger.report());
  });

  it('finds what is lost', () => {
    const { ledger } = exchange();
    assert.deepEqual(ledger.report(), { ...CLEAN, lost: 1 });
    assert.throws(() => assertClean(ledger.report()), /"lost":1/);
  });

  it('finds what was shown twice', () => {
    const { ledger, first, second } = exchange();
    ledger.show(2, { text: second, seq: 2 });
    ledger.show(2, { text: first, seq: 3 });
    assert.deepEqual(ledger.report(), { ...CLEAN, doubled: 1 });
  });

  it('finds what came to the wrong user, or was never sent, or was refused', () => {
    const { ledger, second } = exchange();
    ledger.show(2, { text: second, seq: 2 });
    ledger.show(3, { text: second, seq: 2 });
    ledger.show(2, { text: 'ledger 1 > 2 no 7', seq: 3 });
    ledger.show(2, { text: 'hello', seq: 4 });
    ledger.refuse(second);
    assert.deepEqual(ledger.report(), { ...CLEAN, unexpected: 4, refused: 1 });
  });

  it('finds another order, and another number than the sender was told', () => {
    const ledger = new Ledger();
    const [first, second] = [ledger.attempt(1, 2).text, ledger.attempt(1, 2).text];
    ledger.acknowledge({ text: first, seq: 2 });
    ledger.acknowledge({ text: second, seq: 1 });
    ledger.show(2, { text: first, seq: 2 });
    ledger.show(2, { text: second, seq: 1 });
    assert.deepEqual(ledger.report(), { ...CLEAN, disordered: 1 });
    const other = exchange();
    other.ledger.show(2, { text: other.second, seq: 5 });
    assert.deepEqual(other.ledger.report(), { ...CLEAN, disordered: 1 });
  });

  it('finds a repeated answer that names another place', () => {
    const { ledger, second } = exchange();
    ledger.show(2, { text: second, seq: 2 });
    ledger.acknowledge({ text: second, seq: 2 });
    ledger.acknowledge({ text: second, seq: 3 });
    assert.equal(ledger.report().contradicted, 1);
  });

  it('audits a history', () => {
    const { ledger, first, second } = exchange();
    const good = [
      { text: first, seq: 1 },
      { text: second, seq: 2 },
    ];
    assert.deepEqual(ledger.audit([2, 1], good), []);
    assert.deepEqual(ledger.audit([1, 2], good.slice(0, 1)), ['"ledger 1 > 2 no 1" is 2 and stored as undefined']);
    assert.match(ledger.audit([1, 2], [...good, { text: first, seq: 3 }]).join(), /1 stored twice/);
    assert.match(ledger.audit([1, 2], [...good, { text: 'hello', seq: 4 }]).join(), /"hello" has number 4/);
  });

  it('does not balance while something is unanswered', () => {
    const { ledger, second } = exchange();
    ledger.show(2, { text: second, seq: 2 });
    ledger.attempt(1, 2);
    assert.equal(ledger.report().attempted, 3);
    assert.throws(() => assertClean(ledger.report()), /balance/);
  });
});
