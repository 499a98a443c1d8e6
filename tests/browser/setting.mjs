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
    [here.program, here.browser] = await Promise.all([Program.start().then((program) => (here.program = program)), launch().then((browser) => (here.browser = browser))]);
    here.api = new Api(here.program);
  });
  after(async () => {
    await here.browser?.close();
    await here.program?.stop();
  });
  return here;
}
