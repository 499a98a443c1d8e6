import { Empty } from '../controls/States';
import { formatInstant } from '../money/time';
import type { Run, RunStatus } from './jobsApi';

const TONE: Record<RunStatus, string> = { Queued: 'warn', Running: 'info', Succeeded: 'good', Failed: 'bad', Canceled: '', Skipped: 'hollow' };

interface Props { runs: Run[]; onShow: (id: number) => void; onCancel: (id: number) => void; onRetry: (id: number) => void }

export function RunsTable({ runs, onShow, onCancel, onRetry }: Props) {
  if (runs.length === 0) return <Empty title="No runs" />;
  return (
    <table className="table">
      <thead><tr><th>Run</th><th>Job</th><th>Status</th><th>Requested by</th><th>Due</th><th className="num">Took</th><th className="num">Try</th><th /></tr></thead>
      <tbody>{runs.map((run) => (
        <tr key={run.id} data-run={run.id}>
          <td><button type="button" className="button quiet small" onClick={() => onShow(run.id)}>{run.id}</button></td>
          <td>{run.job}</td>
          <td>
            <span className={`chip ${TONE[run.status]}`} data-status={run.status}>{run.status}</span>
            {run.status === 'Running' && run.progress !== null && <span className="faint"> {run.progress} %</span>}
            {run.error && <div className="faint jobs-error">{run.error}</div>}
          </td>
          <td>{run.requestedBy}</td>
          <td>{formatInstant(run.dueAt)}</td>
          <td className="num">{run.durationSeconds === null ? '–' : `${run.durationSeconds.toFixed(1)} s`}</td>
          <td className="num">{run.attempt}/{run.attemptMax}</td>
          <td className="jobs-actions">
            {run.status === 'Queued' || run.status === 'Running'
              ? <button type="button" className="button small" onClick={() => onCancel(run.id)}>Cancel</button>
              : <button type="button" className="button small" onClick={() => onRetry(run.id)}>Retry</button>}
          </td>
        </tr>
      ))}</tbody>
    </table>
  );
}
