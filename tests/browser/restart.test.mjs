import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setting } from './setting.mjs';

const here = setting();
/** The desk asks again ever more seldom, at most every 20 s. */
const RECONNECT_WITHIN_MS = 40_000;

test('The desk says so when the server dies, and is true again when it is back', here.atDesk(async (desk) => {
  const price = await here.api.restingPrice('MSFT');
  await desk.arrive();
  await desk.at('filter-all').click();
  await desk.place({ symbol: 'AAPL', qty: '20' });
  await desk.rows('AAPL', 'Filled').waitFor();
  await desk.place({ symbol: 'MSFT', qty: '10', price });
  await desk.rows('MSFT', 'New').waitFor();

  await here.program.kill();
  await desk.at('uncertain-banner').filter({ hasText: /State uncertain since \d\d:\d\d:\d\d/ }).waitFor();
  await desk.page.waitForFunction(() => document.title.startsWith('⚠'));
  assert.match(await desk.at('broker-state').innerText(), /\?$/);

  await here.program.run();
  await desk.live(RECONNECT_WITHIN_MS);
  await desk.at('uncertain-banner').waitFor({ state: 'detached' });
  await desk.at('broker-state').and(desk.page.locator('[data-state=Ready]')).waitFor();
  await desk.rows('AAPL', 'Filled').waitFor();
  await desk.rows('MSFT', 'New').waitFor();
  assert.equal(await desk.rows().count(), 2);

  await desk.place({ symbol: 'NVDA', qty: '1' });
  await desk.rows('NVDA', 'Filled').waitFor();
  const orders = (await here.api.get('/orders?status=all')).items.map(({ symbol, ordStatus, anomalies }) => [symbol, ordStatus, anomalies.length]);
  assert.deepEqual(orders, [['NVDA', 'Filled', 0], ['MSFT', 'New', 0], ['AAPL', 'Filled', 0]]);
}));
