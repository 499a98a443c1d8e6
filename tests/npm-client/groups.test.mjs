import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { withClients } from './client.mjs';
import { Gateway } from './gateway.mjs';
import { AAPL, F, buy, cents, sell } from './terms.mjs';

let gateway;
before(async () => { gateway = await Gateway.start(); });
after(() => gateway?.stop());
beforeEach(async () => {
  await gateway.move('AAPL', 274.5);
  await gateway.advance(3);
});

function bracket(client, entry, { profit = 290, stop = 260 } = {}) {
  const parent = client.place(AAPL, { ...entry, transmit: false });
  const quantity = entry.totalQuantity;
  const target = client.place(AAPL, sell(quantity, 'LMT', { lmtPrice: profit, parentId: parent, transmit: false }));
  const guard = client.place(AAPL, sell(quantity, 'STP', { auxPrice: stop, parentId: parent }));
  return { parent, target, guard };
}

test('the children of a bracket wait for their parent', () => withClients(gateway, [1], async client => {
  const { parent, target, guard } = bracket(client, buy(10, 'LMT', { lmtPrice: 250 }));
  await client.status(parent, 'Submitted');
  await client.status(guard, 'PreSubmitted');
  await client.settle();
  assert.deepEqual([client.lastStatus(target).whyHeld, client.lastStatus(target).parentId], ['child', parent]);
  assert.deepEqual([client.lastStatus(guard).whyHeld, client.lastStatus(guard).parentId], ['child,trigger', parent]);
  assert.equal(client.lastOpenOrder(target).order.parentId, parent);
  client.api.cancelOrder(parent);
  for (const id of [parent, target, guard]) await client.cancelled(id);
}));

test('nothing of a bracket works before its last member is transmitted', () =>
  withClients(gateway, [1], async client => {
    const parent = client.place(AAPL, buy(10, 'MKT', { transmit: false }));
    await client.settle();
    await gateway.advance(5);
    await client.settle();
    assert.deepEqual(client.since(0, 'execDetails'), []);
    const child = client.place(AAPL, sell(10, 'LMT', { lmtPrice: 300, parentId: parent }));
    await client.filled(parent);
    await client.status(child, 'Submitted');
    await client.cancel(child);
  }));

test('the target of a bracket fills and the stop is cancelled', () => withClients(gateway, [1], async client => {
  const { parent, target, guard } = bracket(client, buy(10, 'MKT'));
  await client.filled(parent);
  await client.status(target, 'Submitted');
  await client.settle();
  assert.deepEqual([client.lastStatus(guard).status, client.lastStatus(guard).whyHeld], ['PreSubmitted', 'trigger']);
  await gateway.move('AAPL', 292);
  const [fill] = await client.filled(target);
  assert.ok(fill.price >= 290);
  await client.cancelled(guard);
}));

test('the stop of a bracket fires and the target is cancelled', () => withClients(gateway, [1], async client => {
  const { parent, target, guard } = bracket(client, buy(10, 'MKT'));
  await client.filled(parent);
  await client.status(target, 'Submitted');
  await gateway.move('AAPL', 258);
  await gateway.advance(3);
  await client.filled(guard);
  await client.cancelled(target);
}));

test('a bracket whose entry fills in parts ends with no position left over', () =>
  withClients(gateway, [1], async client => {
    const { ask } = await client.quote(AAPL);
    const { parent, target, guard } = bracket(client, buy(2_000, 'LMT', { lmtPrice: ask }));
    await client.wait('orderStatus', (i, s, filled) => i === parent && s === 'Submitted' && filled > 0);
    await client.cancel(parent);
    const { filled } = client.lastStatus(parent);
    await client.status(target, 'Submitted');
    await client.settle();
    assert.deepEqual(
      [client.lastStatus(target).remaining, client.lastStatus(guard).remaining], [filled, filled]);
    await client.cancel(target);
    await client.settle();
    if (client.lastStatus(guard).status !== 'Cancelled') await client.cancel(guard);
    await client.filled(client.place(AAPL, sell(filled, 'MKT')));
  }));

test('a child of an unknown parent is refused with 10006', () => withClients(gateway, [1], async client => {
  const id = client.place(AAPL, sell(10, 'LMT', { lmtPrice: 300, parentId: 9_999 }));
  await client.error(id, 10006);
}));

for (const ocaType of [1, 2, 3]) {
  const grouped = (name, price) => buy(10, 'LMT', { lmtPrice: price, ocaGroup: name, ocaType });

  test(`a whole fill ends the others of an OCA group of type ${ocaType}`, () =>
    withClients(gateway, [1], async client => {
      const name = `whole-${ocaType}`;
      const { ask } = await client.quote(AAPL);
      const others = [client.place(AAPL, grouped(name, 200)), client.place(AAPL, grouped(name, 210))];
      for (const id of others) await client.status(id, 'Submitted');
      assert.deepEqual(
        [client.lastOpenOrder(others[0]).order.ocaGroup, client.lastOpenOrder(others[0]).order.ocaType],
        [name, ocaType]);
      await client.filled(client.place(AAPL, grouped(name, ask)));
      for (const id of others) await client.cancelled(id);
    }));
}

async function partlyFilled(client, ocaType) {
  const name = `part-${ocaType}`;
  const { ask } = await client.quote(F);
  const other = client.place(F, buy(30_000, 'LMT', { lmtPrice: cents(ask - 3), ocaGroup: name, ocaType }));
  await client.status(other, 'Submitted');
  const id = client.place(F, buy(20_000, 'LMT', { lmtPrice: ask, ocaGroup: name, ocaType }));
  await client.wait('orderStatus', (i, s, filled, remaining) => i === id && filled > 0 && remaining > 0);
  await client.settle();
  return { id, other, filled: client.lastStatus(id).filled };
}

test('a part of a fill ends the others of an OCA group of type 1', () => withClients(gateway, [1], async client => {
  const { id, other } = await partlyFilled(client, 1);
  await client.cancelled(other);
  await client.cancel(id);
}));

for (const ocaType of [2, 3]) {
  test(`a part of a fill reduces the others of an OCA group of type ${ocaType}`, () =>
    withClients(gateway, [1], async client => {
      const { id, other, filled } = await partlyFilled(client, ocaType);
      assert.equal(client.lastStatus(other).status, 'Submitted');
      assert.equal(client.lastOpenOrder(other).order.totalQuantity, 30_000 - filled);
      assert.equal(client.lastStatus(other).remaining, 30_000 - filled);
      await client.cancel(id);
      await client.settle();
      if (client.lastStatus(other).status === 'Submitted') await client.cancel(other);
    }));
}
