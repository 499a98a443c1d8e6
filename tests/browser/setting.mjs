import { after, before } from 'node:test';
import { Api } from './api.mjs';
import { Desk, launch } from './desk.mjs';
import { Program } from './program.mjs';

/** What a file of tests needs: one program, one browser, and a desk for each test, all gone at the end. */
export function setting() {
  const here = {
    /** Runs a test at a fresh desk, and closes it whatever comes. */
    atDesk: (test, options) => async () => {
      const desk = await Desk.open(here.browser, here.program, options);
      try {
        await test(desk);
      } finally {
        await desk.close();
      }
    },
  };
  before(async () => {
    // Both are waited for even where one fails: what was started must be known to be ended.
    const [program, browser] = await Promise.allSettled([Program.start(), launch()]);
    here.program = program.value;
    here.browser = browser.value;
    for (const started of [program, browser]) if (started.status === 'rejected') throw started.reason;
    here.api = new Api(here.program);
  });
  after(async () => {
    await here.browser?.close();
    await here.program?.stop();
  });
  return here;
}
