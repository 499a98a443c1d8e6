import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setting } from './setting.mjs';

const here = setting();
const PAGES = ['Trading', 'Positions', 'Executions', 'Risk', 'Reconciliation', 'Broker'];

test('A wrong password is refused', here.atDesk(async (desk) => {
  await desk.signIn('/', 'not the password at all');

  await desk.at('login-error').filter({ hasText: 'wrong' }).waitFor();
  assert.equal(await desk.at('login-password').isVisible(), true);
}));

test('The right password opens the desk, which a reload keeps and signing out closes', here.atDesk(async (desk) => {
  await desk.arrive();
  await desk.at('mode-paper').waitFor();

  await desk.page.reload();
  await desk.live();

  await desk.at('user-menu').click();
  await desk.at('logout').click();
  await desk.at('login-submit').waitFor();
  assert.deepEqual(desk.troubles, []);
}));

test('No page says anything on the console', here.atDesk(async (desk) => {
  await desk.arrive();

  for (const name of PAGES) {
    await desk.goTo(name);
    await desk.page.waitForFunction((title) => document.title.startsWith(title), name);
    await desk.page.waitForLoadState('load');
  }
  await desk.at('broker-link').getByRole('definition').getByText('Ready', { exact: true }).waitFor();
  for (const name of PAGES) {
    await desk.page.goto(`${desk.url}/${name.toLowerCase()}`);
    await desk.live();
  }

  assert.deepEqual(desk.troubles, []);
}));

test('On a phone no page is wider than the screen', here.atDesk(async (desk) => {
  await desk.arrive();

  for (const name of PAGES) {
    await desk.goTo(name);
    const overflow = await desk.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.equal(overflow, 0, name);
  }
}, { viewport: { width: 390, height: 844 } }));

test('Quotes move by themselves', here.atDesk(async (desk) => {
  await desk.arrive();
  await desk.write({ symbol: 'AAPL', qty: '1' });
  const sides = desk.at('quote-panel').locator('.quote-sides');
  await sides.getByText(/^\d+\.\d\d/).first().waitFor();
  const first = await sides.innerText();

  await desk.page.waitForFunction((before) => document.querySelector('.quote-sides').innerText !== before, first);

  assert.match(await desk.at('quote-age').innerText(), /^(now|\ds)$/);
}));

test('The watch list moves with the market, and says how old each price is', here.atDesk(async (desk) => {
  await desk.arrive();
  const row = desk.at('watch-AAPL');
  const last = desk.at('watch-last-AAPL');
  await last.getByText(/\d+\.\d\d/).waitFor();
  await desk.at('watch-add').fill('MSFT');
  await desk.at('watch-add').press('Enter');
  await desk.at('watch-MSFT').waitFor();
  const first = await last.innerText();

  await desk.page.waitForFunction((before) => document.querySelector('[data-testid="watch-last-AAPL"]').innerText !== before, first);

  assert.match(await last.getAttribute('class'), /^price (up|down)$/);
  assert.equal(await row.getAttribute('data-stale'), 'false');
  await row.getByText(/^(now|\ds)$/).waitFor();

  await desk.page.getByRole('button', { name: 'Stop watching AAPL' }).click();
  await row.waitFor({ state: 'detached' });
  await desk.page.reload();
  await desk.live();
  await desk.at('watch-MSFT').waitFor();
  assert.equal(await row.count(), 0);
  assert.deepEqual(desk.troubles, []);
}));

test('A chosen theme is remembered', here.atDesk(async (desk) => {
  const theme = () => desk.page.evaluate(() => document.documentElement.dataset.theme);
  await desk.arrive();
  assert.equal(await theme(), 'dark');

  await desk.at('theme-toggle').click();
  assert.equal(await theme(), 'light');

  await desk.page.reload();
  await desk.live();
  assert.equal(await theme(), 'light');
}));

test('The kill switch is on every page until it is released', here.atDesk(async (desk) => {
  await desk.arrive('/risk');
  await desk.at('kill-on').first().click();
  await desk.at('kill-reason').fill('drill at noon');
  await desk.at('kill-confirm').click();

  await desk.at('kill-banner').filter({ hasText: 'Kill switch on for the whole firm. drill at noon' }).waitFor();
  for (const name of PAGES) {
    await desk.goTo(name);
    await desk.at('kill-banner').waitFor();
  }
  await desk.goTo('Trading');
  await desk.place({ symbol: 'MSFT', qty: '1' });
  await desk.at('ticket-denied').getByText('TRADING_HALTED', { exact: true }).waitFor();

  await desk.goTo('Risk');
  await desk.page.getByRole('button', { name: 'Release…' }).click();
  await desk.at('kill-reason').fill('drill is over');
  await desk.at('kill-confirm').click();
  await desk.at('kill-banner').waitFor({ state: 'detached' });
  assert.equal((await here.api.get('/risk/kill-switch')).firm.on, false);
}));

test('Limits are set on the risk page', here.atDesk(async (desk) => {
  await desk.arrive('/risk');
  await desk.at('limits-edit').click();
  await desk.at('limits-maxOrderQty').fill('4321');
  await desk.at('limits-save').click();

  await desk.at('limits-DU123456').getByText('4,321').waitFor();

  assert.equal((await here.api.get('/risk/limits?account=DU123456')).maxOrderQty, '4321');
  assert.deepEqual(desk.troubles, []);
}));

test('The API reference lists every operation of the document', here.atDesk(async (desk) => {
  const document = await (await fetch(`${here.program.url}/api/openapi/v1.json`)).json();
  const operations = Object.values(document.paths).flatMap((path) => Object.keys(path));

  await desk.page.goto(`${desk.url}/api/docs`);
  await desk.page.locator('.opblock').nth(operations.length - 1).waitFor();

  assert.equal(await desk.page.locator('.opblock').count(), operations.length);
  await desk.page.locator('[data-path="/api/v1/orders/preview"]').click();
  await desk.page.locator('.opblock.is-open').getByText('Responses', { exact: true }).first().waitFor();
  assert.deepEqual(desk.troubles, []);
}));
