import { useState } from 'react';
import { explain } from '../api/problem';
import { Segments } from '../controls/Segments';
import { Failure, Loading } from '../controls/States';
import { formatInstant } from '../money/time';
import { jobsApi, type Queue, type Node } from './jobsApi';
import './jobs.css';
import { RunDialog } from './RunDialog';
import { RunNowDialog } from './RunNowDialog';
import { RunsTable } from './RunsTable';
import { SchedulesTable } from './SchedulesTable';
import { useEvery } from './useEvery';

const READ_EVERY_MS = 2000;
const STATUSES = [
  { value: '', label: 'All' }, { value: 'Queued', label: 'Queued' }, { value: 'Running', label: 'Running' }, { value: 'Failed', label: 'Failed' },
] as const;

/** Background work: what runs, waits and failed; schedules; who does it. */
export function JobsPage() {
  const [status, setStatus] = useState<(typeof STATUSES)[number]['value']>('');
  const [cursor, setCursor] = useState<string | null>(null);
  const [shown, setShown] = useState<number | null>(null);
  const [starting, setStarting] = useState<{ job: string; args: unknown } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const runs = useEvery(`runs ${status} ${cursor}`, READ_EVERY_MS, () => jobsApi.runs(status, cursor));
  const schedules = useEvery('schedules', READ_EVERY_MS, jobsApi.schedules);
  const queues = useEvery('queues', READ_EVERY_MS, jobsApi.queues);
  const nodes = useEvery('nodes', READ_EVERY_MS, jobsApi.nodes);

  function act(asked: Promise<unknown>) {
    setProblem(null);
    asked.catch((error: unknown) => setProblem(explain(error))).finally(() => { runs.reload(); schedules.reload(); });
  }

  return (
    <div className="jobs">
      <div className="page-head">
        <h1 className="grow">Jobs</h1>
        <button type="button" className="button" data-testid="jobs-run" onClick={() => setStarting({ job: 'probe', args: {} })}>Run a job…</button>
      </div>
      {problem && <div className="notice bad" role="alert">{problem}</div>}
      {runs.error !== null && <Failure error={runs.error} retry={runs.reload} />}
      <section className="panel" aria-label="Queues and workers">
        <header><h2 className="grow">Queues and workers</h2></header>
        {queues.value && nodes.value ? <Load queues={queues.value} nodes={nodes.value} /> : <Loading what="queues" />}
      </section>
      <section className="panel" aria-label="Runs" data-testid="jobs-runs">
        <header>
          <h2 className="grow">Runs</h2>
          <Segments label="Status" options={STATUSES} value={status} onChange={(value) => { setStatus(value); setCursor(null); }} />
        </header>
        {runs.value ? <RunsTable runs={runs.value.items} onShow={setShown} onCancel={(id) => act(jobsApi.cancel(id))} onRetry={(id) => act(jobsApi.retry(id))} />
          : <Loading what="runs" />}
        <footer className="jobs-pager">
          <button type="button" className="button small" disabled={!cursor} onClick={() => setCursor(null)}>Newest</button>
          <button type="button" className="button small" disabled={!runs.value?.nextCursor} onClick={() => setCursor(runs.value?.nextCursor ?? null)}>Older</button>
        </footer>
      </section>
      <section className="panel" aria-label="Schedules" data-testid="jobs-schedules">
        <header><h2 className="grow">Schedules</h2></header>
        {schedules.value ? (
          <SchedulesTable schedules={schedules.value} onSaved={schedules.reload}
            onSwitch={(schedule) => act(schedule.enabled ? jobsApi.pause(schedule.id) : jobsApi.resume(schedule.id))}
            onRun={(schedule) => setStarting({ job: schedule.job, args: schedule.args })} />
        ) : <Loading what="schedules" />}
      </section>
      {shown !== null && <RunDialog id={shown} onClose={() => setShown(null)} />}
      {starting && <RunNowDialog start={starting} onClose={() => { setStarting(null); runs.reload(); }} />}
    </div>
  );
}

function Load({ queues, nodes }: { queues: Queue[]; nodes: Node[] }) {
  return (
    <div className="jobs-load">
      <table className="table">
        <thead><tr><th>Queue</th><th className="num">Waiting</th><th className="num">Running</th><th className="num">At once</th></tr></thead>
        <tbody>{queues.map((queue) => (
          <tr key={queue.queue}><td>{queue.queue}</td><td className="num">{queue.waiting}</td><td className="num">{queue.running}</td><td className="num">{queue.limit}</td></tr>
        ))}</tbody>
      </table>
      <table className="table">
        <thead><tr><th>Node</th><th>Role</th><th>State</th><th className="num">Load</th><th className="num">Done</th><th className="num">Failed</th><th>Seen</th></tr></thead>
        <tbody>{nodes.slice(0, 8).map((node) => (
          <tr key={node.id}>
            <td className="mono">{node.id}</td><td>{node.role}</td>
            <td><span className={`chip ${node.state === 'Alive' ? 'good' : node.state === 'Lost' ? 'bad' : ''}`}>{node.state}</span></td>
            <td className="num">{node.role === 'worker' ? `${node.running}/${node.concurrency}` : '–'}</td><td className="num">{node.processed}</td>
            <td className="num">{node.failed}</td><td>{formatInstant(node.seenAt)}</td>
          </tr>
        ))}</tbody>
      </table>
    </div>
  );
}
