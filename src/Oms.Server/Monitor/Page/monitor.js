// The monitor's page. It asks the same API that everybody can ask, every two seconds, and never builds markup from text.
const REFRESH_MS = 2000;
const PAGE_SIZE = 50;
const STATUSES = ['Queued', 'Running', 'Succeeded', 'Failed', 'Canceled', 'Skipped'];

const $ = (id) => document.getElementById(id);
const state = { page: 'overview', jobs: [], cursor: null, next: null };

function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

const cell = (content, className) => el('td', { class: className }, content ?? '–');
const chip = (text) => el('span', { class: `chip ${text}`, 'data-status': text }, text);
const seconds = (value) => (value === null || value === undefined ? '–' : value < 10 ? value.toFixed(2) : value.toFixed(0));
const when = (text) => (text ? new Date(text).toISOString().replace('T', ' ').slice(0, 19) : '–');
const action = (label, act, testId) => el('button', { type: 'button', 'data-testid': testId, onclick: (e) => { e.stopPropagation(); act(); } }, label);

async function ask(method, path, body) {
  const answer = await fetch(`/api/v1${path}`, {
    method,
    headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  const json = text === '' ? null : JSON.parse(text);
  if (!answer.ok) throw new Error(json?.detail ?? `answered ${answer.status}`);
  return json;
}

// Overview

async function overview() {
  const [nodes, queues, stats] = await Promise.all([ask('GET', '/jobs/workers'), ask('GET', '/jobs/queues'), ask('GET', `/jobs/stats?minutes=${$('span').value}`)]);
  $('nodes').replaceChildren(...nodes.items.map((node) => el('tr', {}, cell(node.id), cell(node.role), cell(chip(node.state)),
    cell(node.role === 'worker' ? `${node.running} / ${node.concurrency}` : '–', 'n'), cell(`${node.cpuPercent} %`, 'n'), cell(`${node.processed}`, 'n'), cell(`${node.failed}`, 'n'),
    cell(when(node.startedAt)), cell(when(node.seenAt)))));
  $('queues').replaceChildren(...queues.items.map((queue) => el('tr', {}, cell(queue.queue), cell(`${queue.waiting}`, 'n'), cell(`${queue.running}`, 'n'), cell(`${queue.limit}`, 'n'),
    cell(queue.oldestWaitSeconds === null ? '–' : `${seconds(queue.oldestWaitSeconds)} s`))));
  const sum = (status) => stats.slices.filter((slice) => slice.status === status).reduce((total, slice) => total + slice.count, 0);
  const tiles = [
    ['workers alive', nodes.items.filter((node) => node.role === 'worker' && node.state === 'Alive').length],
    ['schedulers alive', nodes.items.filter((node) => node.role === 'scheduler' && node.state === 'Alive').length],
    ['running', queues.items.reduce((total, queue) => total + queue.running, 0)],
    ['waiting', queues.items.reduce((total, queue) => total + queue.waiting, 0)],
    ['succeeded', sum('Succeeded')], ['failed', sum('Failed')],
  ];
  $('tiles').replaceChildren(...tiles.map(([label, value]) => el('div', { class: 'tile', 'data-testid': `tile-${label.replace(' ', '-')}` }, el('b', {}, `${value}`), el('span', {}, label))));
  charts(stats);
}

function charts(stats) {
  const width = stats.sliceSeconds * 1000;
  const last = Math.floor(Date.now() / width) * width;
  const times = Array.from({ length: 60 }, (_, i) => last - (59 - i) * width);
  const at = new Map();
  for (const slice of stats.slices) {
    const key = Math.round(Date.parse(slice.at) / width);
    const kept = at.get(key) ?? { ok: 0, failed: 0, duration: 0, wait: 0, count: 0 };
    if (slice.status === 'Failed') kept.failed += slice.count;
    else kept.ok += slice.count;
    kept.duration += slice.meanSeconds * slice.count;
    kept.wait += slice.meanWaitSeconds * slice.count;
    kept.count += slice.count;
    at.set(key, kept);
  }
  const points = times.map((time) => at.get(Math.round(time / width)) ?? { ok: 0, failed: 0, duration: 0, wait: 0, count: 0 });
  bars($('chart-count'), points.map((p) => [[p.ok, 'var(--good)'], [p.failed, 'var(--bad)']]));
  bars($('chart-time'), points.map((p) => [[p.count ? p.duration / p.count : 0, 'var(--accent)'], [p.count ? p.wait / p.count : 0, 'var(--warn)']]));
  bars($('chart-failed'), points.map((p) => [[p.failed, 'var(--bad)']]));
}

function bars(svg, columns) {
  const [w, h] = [600, 120];
  const max = Math.max(0.001, ...columns.map((parts) => parts.reduce((total, [value]) => total + value, 0)));
  const ns = (tag, attributes, text) => {
    const node = document.createElementNS('http://www.w3.org/2000/svg', tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    if (text !== undefined) node.textContent = text;
    return node;
  };
  svg.setAttribute('viewBox', `0 0 ${w} ${h}`);
  svg.setAttribute('preserveAspectRatio', 'none');
  const step = w / columns.length;
  const nodes = [ns('line', { x1: 0, x2: w, y1: h - 1, y2: h - 1, stroke: 'var(--line)' })];
  columns.forEach((parts, i) => {
    let y = h - 1;
    for (const [value, fill] of parts) {
      const height = (value / max) * (h - 18);
      y -= height;
      if (height > 0) nodes.push(ns('rect', { x: i * step + 1, y, width: step - 2, height: Math.max(height, 1), fill }));
    }
  });
  if (max > 0.001) nodes.push(ns('text', { x: 0, y: 10 }, max >= 10 ? max.toFixed(0) : max.toFixed(2)));
  svg.replaceChildren(...nodes);
}

// Runs

async function runs() {
  const query = new URLSearchParams({ limit: PAGE_SIZE });
  for (const [name, value] of new FormData($('filters'))) if (value) query.set(name, value);
  if (state.cursor) query.set('cursor', state.cursor);
  const page = await ask('GET', `/jobs/runs?${query}`);
  state.next = page.nextCursor;
  $('older').disabled = !page.nextCursor;
  $('run-rows').replaceChildren(...page.items.map(runRow));
}

function runRow(run) {
  const isOpen = run.status === 'Queued' || run.status === 'Running';
  const act = async (verb) => { await ask('POST', `/jobs/runs/${run.id}/${verb}`).catch((e) => alert(e.message)); refresh(); };
  const progress = run.status === 'Running' && run.progress !== null
    ? el('span', { class: 'bar', title: run.progressText ?? '' }, Object.assign(el('i'), { style: `width:${run.progress}%` })) : null;
  return el('tr', { 'data-run': run.id, onclick: () => detail(run.id) },
    cell(`${run.id}`, 'n'), cell(run.job), el('td', {}, chip(run.status), ' ', progress), cell(run.requestedBy), cell(when(run.dueAt)),
    cell(seconds(run.waitSeconds), 'n'), cell(seconds(run.durationSeconds), 'n'), cell(`${run.attempt}/${run.attemptMax}`, 'n'),
    el('td', {}, isOpen ? action('Cancel', () => act('cancel'), 'cancel') : action('Retry', () => act('retry'), 'retry')));
}

async function detail(id) {
  const { run, attempts } = await ask('GET', `/jobs/runs/${id}`);
  const facts = [['Status', run.status], ['Queue', run.queue], ['Requested by', run.requestedBy], ['Worker', run.workerId ?? '–'], ['Due', when(run.dueAt)],
    ['Started', when(run.startedAt)], ['Ended', when(run.endedAt)], ['Took', `${seconds(run.durationSeconds)} s`], ['Retry of', run.retryOf ?? '–']];
  const list = el('dl', {}, ...facts.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, `${value}`)]));
  const parts = [list, el('h2', {}, 'Arguments'), el('pre', {}, JSON.stringify(run.args, null, 2))];
  if (run.result !== null) parts.push(el('h2', {}, 'Result'), el('pre', { 'data-testid': 'result' }, JSON.stringify(run.result, null, 2)));
  if (run.error) parts.push(el('h2', {}, 'Error'), el('pre', { 'data-testid': 'error' }, run.error));
  for (const attempt of attempts) {
    parts.push(el('h2', {}, `Attempt ${attempt.number}: ${attempt.outcome}`), el('p', { class: 'dim' }, `${when(attempt.startedAt)} on ${attempt.workerId}${attempt.error ? `: ${attempt.error}` : ''}`));
    if (attempt.log) parts.push(el('pre', { 'data-testid': 'log' }, attempt.log));
  }
  open(`Run ${run.id}: ${run.job}`, parts, null);
}

// Schedules

async function schedules() {
  const { items } = await ask('GET', '/schedules');
  $('schedule-rows').replaceChildren(...items.map((schedule) => {
    const act = async (verb) => { await ask('POST', `/schedules/${schedule.id}/${verb}`).catch((e) => alert(e.message)); refresh(); };
    const text = schedule.kind === 'Cron' ? `${schedule.cron} (${schedule.timeZone})` : schedule.kind === 'Interval' ? `every ${schedule.intervalMs / 1000} s` : `once at ${when(schedule.at)}`;
    return el('tr', { 'data-schedule': schedule.name }, cell(schedule.name), cell(schedule.job), cell(el('code', {}, text)),
      cell(schedule.enabled ? when(schedule.next[0]) : chip('Paused')), cell(when(schedule.lastFireAt)), cell(schedule.overlap),
      el('td', {}, action(schedule.enabled ? 'Pause' : 'Resume', () => act(schedule.enabled ? 'pause' : 'resume'), 'switch'), ' ',
        action('Edit', () => edit(schedule), 'edit'), ' ', action('Run now', () => runNow(schedule.job, schedule.args), 'run-schedule'), ' ',
        schedule.isBuiltIn ? null : action('Delete', async () => { await ask('DELETE', `/schedules/${schedule.id}`).catch((e) => alert(e.message)); refresh(); }, 'delete')));
  }));
}

function field(name, label, value, options) {
  const input = options ? el('select', { name }, ...options.map((option) => el('option', { selected: option === value }, option)))
    : name === 'args' ? Object.assign(el('textarea', { name }), { value: JSON.stringify(value ?? {}, null, 2) })
    : el('input', { name, value: value ?? '' });
  return el('label', {}, label, input);
}

function edit(schedule) {
  const now = schedule ?? { name: '', job: state.jobs[0]?.name, args: {}, kind: 'Cron', cron: '0 0 6 * * ?', timeZone: 'UTC', misfire: 'FireOnce', overlap: 'Skip', jitterMs: 0 };
  open(schedule ? `Edit ${schedule.name}` : 'New schedule', [
    field('name', 'Name', now.name), field('job', 'Job', now.job, state.jobs.map((job) => job.name)), field('args', 'Arguments (JSON)', now.args),
    field('kind', 'Kind', now.kind, ['Cron', 'Interval', 'Once']), field('cron', 'Cron: second minute hour day-of-month month day-of-week', now.cron),
    field('timeZone', 'Time zone', now.timeZone), field('intervalMs', 'Interval (ms)', now.intervalMs), field('at', 'Once at', now.at),
    field('misfire', 'A missed fire', now.misfire, ['FireOnce', 'Skip']), field('overlap', 'While an earlier run is open', now.overlap, ['Skip', 'QueueOne', 'CancelPrevious', 'Allow']),
    field('jitterMs', 'Jitter (ms)', now.jitterMs),
  ], 'Save', async (form) => {
    const text = (name) => form.get(name).trim() || null;
    const body = { name: text('name'), job: text('job'), args: JSON.parse(form.get('args') || '{}'), kind: text('kind'), cron: text('cron'), timeZone: text('timeZone'),
      intervalMs: text('intervalMs') && Number(text('intervalMs')), at: text('at'), misfire: text('misfire'), overlap: text('overlap'),
      jitterMs: Number(text('jitterMs') ?? 0), enabled: now.enabled ?? true };
    await (schedule ? ask('PUT', `/schedules/${schedule.id}`, body) : ask('POST', '/schedules', body));
  });
}

function runNow(job, args) {
  open('Run a job', [field('job', 'Job', job, state.jobs.map((known) => known.name)), field('args', 'Arguments (JSON)', args ?? {})], 'Run',
    (form) => ask('POST', '/jobs/runs', { job: form.get('job'), args: JSON.parse(form.get('args') || '{}') }));
}

function jobs() {
  $('job-rows').replaceChildren(...state.jobs.map((job) => el('tr', {}, cell(job.name), cell(job.queue), cell(job.description, 'w'), cell(`${job.timeLimitSeconds}`, 'n'),
    cell(`${job.attemptMax}`, 'n'), el('td', {}, action('Run…', () => runNow(job.name), 'run-job')))));
}

// Frame

let submit = null;

function open(title, parts, ok, act) {
  $('dialog-title').textContent = title;
  $('dialog-body').replaceChildren(...parts);
  $('dialog-ok').hidden = !ok;
  $('dialog-ok').textContent = ok ?? '';
  $('problem').textContent = '';
  submit = act ?? null;
  if (!$('dialog').open) $('dialog').showModal();
}

$('dialog').querySelector('form').addEventListener('submit', async (e) => {
  e.preventDefault();
  try {
    await submit?.(new FormData(e.target));
    $('dialog').close();
    refresh();
  } catch (problem) {
    $('problem').textContent = problem.message;
  }
});
$('dialog-close').addEventListener('click', () => $('dialog').close());
$('run-now').addEventListener('click', () => runNow(state.jobs[0]?.name));
$('new-schedule').addEventListener('click', () => edit(null));
$('older').addEventListener('click', () => { state.cursor = state.next; refresh(); });
$('newest').addEventListener('click', () => { state.cursor = null; refresh(); });
$('filters').addEventListener('input', () => { state.cursor = null; refresh(); });
$('filters').addEventListener('submit', (e) => e.preventDefault());
$('span').addEventListener('change', () => refresh());
addEventListener('hashchange', () => show());

const PAGES = { overview, runs, schedules, jobs };
let turn = 0;

async function refresh() {
  const mine = ++turn;
  try {
    await PAGES[state.page]();
    if (mine === turn) Object.assign($('live'), { textContent: 'live' }).dataset.state = 'live';
  } catch (problem) {
    if (mine === turn) Object.assign($('live'), { textContent: problem.message }).dataset.state = 'lost';
  }
}

function show() {
  state.page = PAGES[location.hash.slice(1)] ? location.hash.slice(1) : 'overview';
  for (const name of Object.keys(PAGES)) $(name).hidden = name !== state.page;
  for (const link of document.querySelectorAll('nav a')) link.toggleAttribute('aria-current', link.dataset.page === state.page);
  refresh();
}

async function start() {
  for (const status of STATUSES) $('filters').elements.status.append(el('option', {}, status));
  const [known, queues] = await Promise.all([ask('GET', '/jobs'), ask('GET', '/jobs/queues')]);
  state.jobs = known.items;
  for (const job of known.items) $('filters').elements.job.append(el('option', {}, job.name));
  for (const queue of queues.items) $('filters').elements.queue.append(el('option', {}, queue.queue));
  show();
  setInterval(() => { if (!document.hidden && !$('dialog').open) refresh(); }, REFRESH_MS);
}

start().catch((problem) => Object.assign($('live'), { textContent: problem.message }).dataset.state = 'lost');
