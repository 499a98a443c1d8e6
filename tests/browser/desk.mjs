import { chromium } from 'playwright-core';
import { EMAIL, PASSWORD } from './program.mjs';

/** Sandbox off for those who run this as root in a container; the rest keeps the browser from calling home. */
const ARGUMENTS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];
const WAIT_MAX_MS = 15_000;

export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ARGUMENTS });
}

/** One person at one screen, with storage of their own. What goes wrong in the page is kept in `troubles`. */
export class Desk {
  static async open(browser, program, options = {}) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: 'dark', timezoneId: 'UTC', ...options });
    context.setDefaultTimeout(WAIT_MAX_MS);
    const desk = new Desk();
    desk.context = context;
    desk.page = await context.newPage();
    desk.url = program.url;
    desk.troubles = [];
    desk.page.on('pageerror', (error) => desk.troubles.push(String(error)));
    desk.page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') desk.troubles.push(`${message.text()} ${message.location().url}`);
    });
    return desk;
  }

  at(testId) {
    return this.page.getByTestId(testId);
  }

  async signIn(path = '/', password = PASSWORD) {
    await this.page.goto(this.url + path);
    await this.at('login-email').fill(EMAIL);
    await this.at('login-password').fill(password);
    await this.at('login-submit').click();
  }

  /** Signed in, the lists read and the stream open. */
  async arrive(path = '/') {
    await this.signIn(path);
    await this.live();
  }

  live(timeout = WAIT_MAX_MS) {
    return this.at('stream-state').and(this.page.locator('[data-state=connected]')).waitFor({ timeout });
  }

  /** By the rail; a phone keeps some pages behind More. */
  async goTo(name) {
    // A badge with a number may follow the name.
    const link = this.page.getByRole('link', { name: new RegExp(`^${name}\\b`) });
    if (await link.count() === 0) await this.at('nav-more').click();
    await link.click();
  }

  /** Fills the ticket; `price` makes it a limit order. */
  async write({ side = 'Buy', symbol, qty, price }) {
    await this.at(`ticket-side-${side.toLowerCase()}`).click();
    await this.at('ticket-symbol').fill(symbol);
    await this.page.getByRole('listbox', { name: 'Instruments' }).getByRole('option').filter({ has: this.page.getByText(symbol, { exact: true }) }).click();
    await this.at('ticket-type').selectOption(price === undefined ? 'Market' : 'Limit');
    await this.at('ticket-qty').fill(qty);
    if (price !== undefined) await this.at('ticket-price').fill(price);
  }

  async place(order) {
    await this.write(order);
    await this.at('ticket-submit').click();
  }

  /** The rows of the blotter that have a cell for each of these. */
  rows(...cells) {
    return cells.reduce(
      (rows, name) => rows.filter({ has: this.page.getByRole('gridcell', { name, exact: true }) }),
      this.at('blotter').locator('[role=row][row-id]'));
  }

  close() {
    return this.context.close();
  }
}
