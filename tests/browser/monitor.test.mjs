import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PASSWORD } from './program.mjs';
import { setting } from './setting.mjs';

const here = setting();

/** A page of the monitor with its password given. */
function atMonitor(act) {
  return here.atDesk(async (desk) => {
    desk.url = `http://127.0.0.1:${here.program.monitorPort}`;
    await desk.page.goto(`${desk.url}/`);
    await desk.at('live').and(desk.page.locator('[data-state=live]')).waitFor();
    await act(desk);
    assert.deepEqual(desk.troubles.filter((trouble) => !trouble.includes('422')), []); // What is refused on purpose, the browser notes too.
  }, { httpCredentials: { username: 'ann', password: PASSWORD, send: 'always' } });
}

test('The monitor shows workers, runs a job and shows its log', atMonitor(async (desk) => {
  await desk.at('nodes').locator('[data-status=Alive]').first().waitFor();

  await desk.page.getByRole('link', { name: 'Runs', exact: true }).click();
  await desk.at('run-now').click();
  await desk.at('dialog').locator('select[name=job]').selectOption('probe');
  await desk.at('dialog').locator('textarea').fill('{"seconds": 0.2, "speed": 1}');
  await desk.at('dialog-ok').click();
  await desk.at('problem').filter({ hasText: 'args.speed' }).waitFor();
  await desk.at('dialog').locator('textarea').fill('{"seconds": 0.2, "logCharacters": 1000}');
  await desk.at('dialog-ok').click();

  const row = desk.at('run-rows').locator('tr').filter({ hasText: 'monitor:ann' });
  await row.locator('[data-status=Succeeded]').waitFor();
  await row.click();
  await desk.at('result').filter({ hasText: 'attempt' }).waitFor();
  await desk.at('log').filter({ hasText: '....' }).waitFor();
}));

test('A schedule is made, paused, edited and deleted on the monitor', atMonitor(async (desk) => {
  await desk.page.getByRole('link', { name: 'Schedules', exact: true }).click();
  await desk.at('schedule-rows').locator('[data-schedule="Database backup"]').waitFor();

  await desk.at('new-schedule').click();
  await desk.at('dialog').locator('[name=name]').fill('browser');
  await desk.at('dialog').locator('select[name=job]').selectOption('probe');
  await desk.at('dialog').locator('[name=cron]').fill('0 0 25 * * ?');
  await desk.at('dialog-ok').click();
  await desk.at('problem').filter({ hasText: 'cron' }).waitFor();
  await desk.at('dialog').locator('[name=cron]').fill('0 0 5 * * ?');
  await desk.at('dialog-ok').click();

  const row = desk.at('schedule-rows').locator('[data-schedule=browser]');
  await row.getByTestId('switch').filter({ hasText: 'Pause' }).click();
  await row.locator('[data-status=Paused]').waitFor();
  await row.getByTestId('delete').click();
  await row.waitFor({ state: 'detached' });
}));

test('An admin runs a job and reads its run in the dashboard', here.atDesk(async (desk) => {
  await desk.arrive('/admin/jobs');
  await desk.at('jobs-schedules').getByText('Database backup').waitFor();

  await desk.at('jobs-run').click();
  await desk.at('run-now-args').fill('{"seconds": 0.1}');
  await desk.at('run-now-submit').click();

  const row = desk.at('jobs-runs').locator('tr').filter({ hasText: 'admin@example.com' }).first();
  await row.locator('[data-status=Succeeded]').waitFor();
  await row.getByRole('button').first().click();
  await desk.at('run-dialog').getByText('Attempt 1: Succeeded').waitFor();
  assert.deepEqual(desk.troubles, []);
}));
