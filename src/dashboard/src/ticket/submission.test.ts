import { expect, test } from 'vitest';
import { NoAnswer, Problem } from '../api/problem';
import type { Order, OrderRequest } from '../api/types';
import { ordersOf, Submitter, type Sent, type SentOrder } from './submission';

const terms: OrderRequest = { account: 'A', symbol: 'AAPL', side: 'Buy', orderQty: '100', ordType: 'Limit', price: '187.20', timeInForce: 'Day' };
const orderOf = (sent: SentOrder) => ({ id: `o-${sent.clOrdId}`, clOrdId: sent.clOrdId, account: sent.account }) as Order;

/** A server that answers each post as the script says, and keeps what it was sent. */
function desk(script: (Error | 'ok' | 'replayed')[], left: Sent | null = null, found: Order | null = null) {
  const posted: Sent[] = [];
  const kept: (Sent | null)[] = [];
  let ids = 0;
  const submitter = new Submitter({
    place: async (sent) => {
      posted.push(sent);
      const answer = script.shift() ?? 'ok';
      await Promise.resolve();
      if (answer instanceof Error) throw answer;
      const [first] = ordersOf(sent);
      if (!first) throw new Error('nothing was sent');
      return { order: orderOf(first), replayed: answer === 'replayed' };
    },
    find: () => (found ? Promise.resolve(found) : Promise.reject(new Problem(404, { detail: 'unknown' }))),
    newId: () => `id-${++ids}`,
    keep: (sent) => kept.push(sent),
  }, left);
  return { submitter, posted, kept, phase: () => submitter.state.get().phase };
}

test('a retry after a timeout posts the same clOrdId and the same terms', async () => {
  const { submitter, posted, phase } = desk([new NoAnswer('timeout'), new NoAnswer('network'), 'replayed']);

  await submitter.submit(terms);
  expect(phase()).toBe('unclear');
  await submitter.retry();
  expect(phase()).toBe('unclear');
  await submitter.retry();

  expect(posted).toEqual([{ ...terms, clOrdId: 'id-1' }, { ...terms, clOrdId: 'id-1' }, { ...terms, clOrdId: 'id-1' }]);
  expect(submitter.state.get()).toMatchObject({ phase: 'accepted', orderId: 'o-id-1', replayed: true });
});

test('while one outcome is unclear no other order can be sent', async () => {
  const { submitter, posted } = desk([new NoAnswer('timeout')]);
  await submitter.submit(terms);

  await submitter.submit({ ...terms, orderQty: '5' });

  expect(posted).toHaveLength(1);
});

test('two clicks send one order', async () => {
  const { submitter, posted } = desk(['ok']);
  await Promise.all([submitter.submit(terms), submitter.submit(terms)]);
  expect(posted).toHaveLength(1);
});

test('a failure behind the API is unclear, a refusal is not', async () => {
  for (const [status, phase] of [[500, 'unclear'], [502, 'unclear'], [503, 'unclear'], [408, 'unclear'], [422, 'denied'], [409, 'denied'], [429, 'denied'], [403, 'denied']] as const) {
    const { submitter } = desk([new Problem(status, {})]);
    await submitter.submit(terms);
    expect([status, submitter.state.get().phase]).toEqual([status, phase]);
  }
});

test('an order denied and sent again is a new order with a new id', async () => {
  const { submitter, posted } = desk([new Problem(422, { code: 'NOTIONAL_ABOVE_LIMIT' }), 'ok']);
  await submitter.submit(terms);
  await submitter.submit({ ...terms, orderQty: '5' });
  expect(posted.flatMap(ordersOf).map(({ clOrdId }) => clOrdId)).toEqual(['id-1', 'id-2']);
});

test('the stream settles what the answer left open', async () => {
  const { submitter, phase, kept } = desk([new NoAnswer('timeout')]);
  await submitter.submit(terms);

  submitter.seen([orderOf({ ...terms, clOrdId: 'other' }), { ...orderOf({ ...terms, clOrdId: 'id-1' }), account: 'B' }]);
  expect(phase()).toBe('unclear');
  submitter.seen([orderOf({ ...terms, clOrdId: 'id-1' })]);

  expect(phase()).toBe('accepted');
  expect(kept.at(-1)).toBeNull();
});

test('an answer lost after the stream has told changes nothing', async () => {
  const { submitter, phase } = desk([new NoAnswer('timeout')]);
  const sending = submitter.submit(terms);
  submitter.seen([orderOf({ ...terms, clOrdId: 'id-1' })]);
  await sending;
  expect(phase()).toBe('accepted');
});

test('an order left unclear by a reload is retried under its own id', async () => {
  const left = { ...terms, clOrdId: 'before' };
  const { submitter, posted, phase } = desk(['replayed'], left);
  expect(phase()).toBe('unclear');
  await submitter.retry();
  expect(posted).toEqual([left]);
});

test('looking sends nothing, and not finding proves nothing', async () => {
  const missing = desk([new NoAnswer('timeout')]);
  await missing.submitter.submit(terms);
  await missing.submitter.look();
  expect(missing.phase()).toBe('unclear');
  expect(missing.posted).toHaveLength(1);

  const there = desk([new NoAnswer('timeout')], null, { id: 'o-9' } as Order);
  await there.submitter.submit(terms);
  await there.submitter.look();
  expect(there.submitter.state.get()).toMatchObject({ phase: 'accepted', orderId: 'o-9' });
});

test('a list is retried as the very same list, each order under its own id', async () => {
  const list = { account: 'A', contingencyType: 'OTO' as const, orders: [terms, { ...terms, side: 'Sell' as const }] };
  const { submitter, posted } = desk([new NoAnswer('timeout'), 'replayed']);

  await submitter.submit(list);
  await submitter.retry();

  expect(posted[0]).toEqual({ ...list, orders: [{ ...terms, clOrdId: 'id-1' }, { ...terms, side: 'Sell', clOrdId: 'id-2' }] });
  expect(posted[1]).toEqual(posted[0]);
  expect(submitter.state.get()).toMatchObject({ phase: 'accepted', orderId: 'o-id-1', replayed: true });
});

test('the stream settles a list by its first order', async () => {
  const { submitter, phase } = desk([new NoAnswer('timeout')]);
  await submitter.submit({ account: 'A', contingencyType: 'OCO', orders: [terms, terms] });
  submitter.seen([orderOf({ ...terms, clOrdId: 'id-1' })]);
  expect(phase()).toBe('accepted');
});
