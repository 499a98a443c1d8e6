import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setting } from './setting.mjs';

const here = setting();

test('The ticket shows the fields that a type needs, and a stop rests with its trigger', here.atDesk(async (desk) => {
  const trigger = await here.api.restingPrice('MSFT');
  await desk.arrive();
  await desk.write({ side: 'Sell', symbol: 'MSFT', qty: '10' });

  await desk.at('ticket-type').selectOption('Stop');
  assert.equal(await desk.at('ticket-price').count(), 0);
  await desk.at('ticket-stopPx').fill(trigger);
  await desk.at('ticket-tif').selectOption('GTC');
  await desk.at('ticket-preview').getByText('would be accepted').waitFor();
  await desk.at('ticket-submit').click();

  await desk.rows('MSFT', 'New').filter({ hasText: `STP ${Number(trigger).toFixed(2)}` }).click();
  await desk.at('order-drawer').getByTestId('order-replace').click();
  await desk.at('replace-stopPx').fill(String(Number(trigger) - 1));
  await desk.at('replace-submit').click();
  await desk.rows('MSFT', 'New').filter({ hasText: `STP ${(Number(trigger) - 1).toFixed(2)}` }).waitFor();
  const [order] = await here.api.orders('MSFT');
  assert.deepEqual([order.ordType, Number(order.stopPx), order.timeInForce, order.price], ['Stop', Number(trigger) - 1, 'GTC', null]);
  assert.deepEqual(desk.troubles, []);
}));

test('A bracket is placed as one list, stands together, and is canceled as one', here.atDesk(async (desk) => {
  const entry = await here.api.restingPrice('NVDA');
  await desk.arrive();
  await desk.at('ticket-kind-bracket').click();
  await desk.write({ symbol: 'NVDA', qty: '5', price: entry });
  await desk.at('leg-1-price').fill(String(Number(entry) + 1));
  await desk.at('leg-2-stopPx').fill(String(Number(entry) - 1));
  await desk.at('ticket-submit').click();

  await desk.at('ticket-accepted').waitFor();
  await desk.rows().filter({ hasText: 'Stop loss' }).click();
  const list = desk.at('order-list');
  assert.deepEqual((await list.locator('.member-leg').allInnerTexts()), ['Entry', 'Take profit', 'Stop loss']);
  await list.getByTestId('list-cancel').click();

  await desk.at('filter-open').filter({ hasText: /Open [01]$/ }).waitFor();
  const orders = await here.api.orders('NVDA');
  assert.deepEqual(orders.map(({ ordStatus, contingencyType }) => [ordStatus, contingencyType]), Array(3).fill(['Canceled', 'Bracket']));
  assert.equal(new Set(orders.map(({ listId }) => listId)).size, 1);
  assert.deepEqual(desk.troubles, []);
}));
