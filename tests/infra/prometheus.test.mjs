// Prometheus' own tools read the configuration, test the rules, and parse the query of every panel.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { stringify } from 'yaml';
import { read, root, yaml } from './files.mjs';

const promtool = (...args) => execFileSync('promtool', args, { encoding: 'utf8', stdio: 'pipe' });
const alerts = yaml('infra/prometheus/rules/alerts.yml').groups.flatMap(({ rules }) => rules);
const boards = readdirSync(`${root}infra/grafana/dashboards`).map((file) => JSON.parse(read(`infra/grafana/dashboards/${file}`)));

const inFolder = (work) => {
  const folder = mkdtempSync(join(tmpdir(), 'oms-prometheus-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

test('Prometheus takes the configuration', () => inFolder((folder) => {
  writeFileSync(join(folder, 'prometheus.yml'), read('infra/prometheus/prometheus.yml').replace('/etc/prometheus/rules', `${root}infra/prometheus/rules`));
  assert.match(promtool('check', 'config', join(folder, 'prometheus.yml')), /SUCCESS/);
}));

test('the alerts are raised when they should be, and not when they should not', () => {
  assert.match(promtool('test', 'rules', `${root}infra/prometheus/tests/alerts.test.yml`), /SUCCESS/);
});

test('every alert says how urgent it is and what to do, and nothing lies about without an alert', () => {
  for (const { alert, labels, annotations } of alerts) {
    assert.ok(['page', 'ticket'].includes(labels.severity), alert);
    assert.ok(annotations.summary, alert);
    assert.ok(existsSync(root + annotations.runbook_url), `${alert}: ${annotations.runbook_url}`);
  }
  const linked = new Set(alerts.map(({ annotations }) => annotations.runbook_url.split('/').at(-1)));
  assert.deepEqual(readdirSync(`${root}docs/runbooks`).filter((file) => !linked.has(file)), []);
});

test('four dashboards, each panel with a title, a description and queries that can be read', () => inFolder((folder) => {
  assert.deepEqual(boards.map(({ uid }) => uid).sort(), ['oms-broker', 'oms-desk', 'oms-order-path', 'oms-platform']);
  const rules = [];
  for (const { uid, panels } of boards) {
    for (const { id, title, description, targets, datasource } of panels) {
      assert.ok(title && description && targets.length > 0, `${uid} ${title}`);
      assert.equal(datasource.uid, 'prometheus');
      targets.forEach(({ expr }, i) => rules.push({ record: `check:${uid.replaceAll('-', '_')}:${id}_${i}`, expr: expr.replaceAll('$__rate_interval', '1m') }));
    }
  }
  writeFileSync(join(folder, 'panels.yml'), stringify({ groups: [{ name: 'panels', rules }] }));
  assert.match(promtool('check', 'rules', join(folder, 'panels.yml')), new RegExp(`SUCCESS: ${rules.length} rules`));
}));

test('Alertmanager knows the severities, and the data source has the name that the panels use', () => {
  const { route, receivers } = yaml('infra/alertmanager/alertmanager.yml');
  const names = receivers.map(({ name }) => name);
  for (const { receiver } of [route, ...route.routes]) assert.ok(names.includes(receiver));
  assert.equal(yaml('infra/grafana/provisioning/datasources/prometheus.yml').datasources[0].uid, 'prometheus');
});
